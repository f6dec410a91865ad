package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Residual-based adaptive distribution (Wu et al., CMAME 403, 2023): candidates are kept with probability proportional
 * to |r|^k / mean |r|^k + c, without replacement.
 */
final class Adaptive {
    private final double power;
    private final double floor;

    Adaptive(CollocationOptions options) {
        this.power = options.power();
        this.floor = options.floor();
    }

    /**
     * Chooses points. Without replacement by the exponential keys of Efraimidis and Spirakis (2006).
     *
     * @param n number of points, at most that of candidates
     * @param candidates [m][d]
     * @param residual absolute value at each [m]
     * @param draws random numbers
     * @return [n][d]
     */
    double[][] choose(int n, double[][] candidates, double[] residual, Draws draws) {
        double[] raised = Arrays.stream(residual).map(r -> Math.pow(r, power)).toArray();
        double mean = Arrays.stream(raised).average().orElse(1);
        double[] keys = new double[raised.length];
        for (int i = 0; i < keys.length; i++) {
            double weight = (mean > 0 ? raised[i] / mean : 1) + floor;
            double u = ((draws.bits(i) >>> 11) + 0.5) * 0x1p-53;
            keys[i] = weight > 0 ? -Math.log(u) / weight : Double.POSITIVE_INFINITY;
        }
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> keys[i]))
                .limit(n)
                .map(i -> candidates[i])
                .toArray(double[][]::new);
    }
}
