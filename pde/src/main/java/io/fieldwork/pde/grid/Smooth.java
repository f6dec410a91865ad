package io.fieldwork.pde.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** A smooth function with known partial derivatives, for use in derivative algebra. */
@FunctionalInterface
public interface Smooth {
    /**
     * {@return the values [n] of several partial derivatives, which may share work}
     *
     * @param orders of each in each coordinate, [n][d]
     * @param point coordinates [d]
     */
    double[] derivatives(int[][] orders, double... point);

    /**
     * {@return one partial derivative}
     *
     * @param orders of differentiation in each coordinate, [d]
     * @param point coordinates [d]
     */
    default double derivative(int[] orders, double... point) {
        return derivatives(new int[][] {orders}, point)[0];
    }

    /**
     * {@return the value, which is the derivative of order 0}
     *
     * @param point coordinates [d]
     */
    default double at(double... point) {
        return derivative(new int[point.length], point);
    }

    /**
     * {@return the function of derivative structures, by its Taylor polynomial, which is exact up to their order}
     *
     * @param x arguments [d]
     */
    default DerivativeStructure of(DerivativeStructure... x) {
        double[] point =
                Arrays.stream(x).mapToDouble(DerivativeStructure::getValue).toArray();
        DerivativeStructure[][] powers =
                IntStream.range(0, x.length).mapToObj(k -> powers(x[k])).toArray(DerivativeStructure[][]::new);
        List<int[]> orders = new ArrayList<>();
        collect(new int[x.length], 0, x[0].getOrder(), powers, orders);
        double[] values = derivatives(orders.toArray(int[][]::new), point);
        DerivativeStructure sum = x[0].getField().getZero();
        for (int i = 0; i < values.length; i++) {
            DerivativeStructure term = powers[0][orders.get(i)[0]];
            for (int k = 1; k < x.length; k++) {
                int order = orders.get(i)[k];
                term = order == 0 ? term : term.multiply(powers[k][order]);
            }
            sum = sum.add(term.multiply(values[i]));
        }
        return sum;
    }

    /** (x - x_0)^k / k! for k up to the order, but for a constant argument only the first of them: the others vanish. */
    private static DerivativeStructure[] powers(DerivativeStructure x) {
        boolean constant = Arrays.stream(x.getAllDerivatives()).skip(1).allMatch(d -> d == 0);
        DerivativeStructure[] powers = new DerivativeStructure[constant ? 1 : x.getOrder() + 1];
        powers[0] = x.getField().getOne();
        DerivativeStructure change = x.subtract(x.getValue());
        for (int k = 1; k < powers.length; k++) {
            powers[k] = k == 1 ? change : powers[k - 1].multiply(change).divide(k);
        }
        return powers;
    }

    /** All orders of at most {@code left} in total that agree with the given ones before an axis. */
    private static void collect(int[] orders, int axis, int left, DerivativeStructure[][] powers, List<int[]> into) {
        if (axis == orders.length) {
            into.add(orders);
            return;
        }
        for (int k = 0; k <= left && k < powers[axis].length; k++) {
            int[] deeper = orders.clone();
            deeper[axis] = k;
            collect(deeper, axis + 1, left - k, powers, into);
        }
    }
}
