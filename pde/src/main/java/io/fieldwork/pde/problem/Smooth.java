package io.fieldwork.pde.problem;

import java.util.Arrays;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** A function whose partial derivatives are known, for formulas of derivative algebra. */
@FunctionalInterface
interface Smooth {
    /**
     * A partial derivative.
     *
     * @param orders how often in each coordinate, [d]
     * @param point coordinates [d]
     * @return its value
     */
    double derivative(int[] orders, double... point);

    /**
     * The value.
     *
     * @param point coordinates [d]
     * @return the derivative of order 0
     */
    default double at(double... point) {
        return derivative(new int[point.length], point);
    }

    /**
     * The function of derivative structures: its Taylor polynomial, which is exact up to their order.
     *
     * @param x arguments [d]
     * @return the value with all its derivatives
     */
    default DerivativeStructure of(DerivativeStructure... x) {
        double[] point =
                Arrays.stream(x).mapToDouble(DerivativeStructure::getValue).toArray();
        DerivativeStructure one = x[0].getField().getOne();
        return taylor(new int[x.length], 0, x[0].getOrder(), one, point, x);
    }

    /** The terms whose orders agree with the given ones before an axis; {@code power} is the product of those. */
    private DerivativeStructure taylor(
            int[] orders, int axis, int left, DerivativeStructure power, double[] point, DerivativeStructure... x) {
        if (axis == x.length) {
            return power.multiply(derivative(orders, point));
        }
        DerivativeStructure sum = x[0].getField().getZero();
        DerivativeStructure next = power;
        for (int k = 0; k <= left; k++) {
            int[] deeper = orders.clone();
            deeper[axis] = k;
            sum = sum.add(taylor(deeper, axis + 1, left - k, next, point, x));
            next = next.multiply(x[axis].subtract(point[axis])).divide(k + 1);
        }
        return sum;
    }
}
