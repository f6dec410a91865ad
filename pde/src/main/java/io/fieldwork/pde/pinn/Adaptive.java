package io.fieldwork.pde.pinn;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Residual-based adaptive distribution (Wu et al., CMAME 403, 2023): candidates are kept with probability proportional
 * to |r|^k / mean |r|^k + c, without replacement.
 */
record Adaptive(CollocationOptions options) {
    /**
     * Chooses n of the candidates [m][d] by the absolute residual [m] of each, with the exponential keys of Efraimidis
     * and Spirakis (2006).
     */
    double[][] choose(int n, double[][] candidates, double[] residual, Draws draws) {
        double[] raised =
                Arrays.stream(residual).map(r -> Math.pow(r, options.power())).toArray();
        double mean = Arrays.stream(raised).average().orElse(1);
        double[] keys = new double[raised.length];
        for (int i = 0; i < keys.length; i++) {
            double weight = (mean > 0 ? raised[i] / mean : 1) + options.floor();
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
