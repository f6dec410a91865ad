package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;

/** Uniform random numbers in double precision, and independent streams of them by name. */
final class Uniform {
    private static final double GOLDEN = 0.6180339887498949;

    private Uniform() {}

    /** The draw of an index, in [0, 1) with 53 random bits. */
    static double at(long index, Draws draws) {
        return (draws.bits(index) >>> 11) * 0x1p-53;
    }

    /** An independent source for one purpose. */
    static Draws fork(Draws draws, String purpose) {
        return Draws.of(draws.bits(0), purpose, 0);
    }

    /**
     * A randomly shifted golden-ratio sequence in [0, 1): each number is uniform, and the numbers of every prefix are
     * spread evenly over the interval.
     */
    static double[] spread(int n, Draws draws) {
        double start = at(0, fork(draws, "spread"));
        double[] numbers = new double[n];
        for (int k = 0; k < n; k++) {
            numbers[k] = (start + k * GOLDEN) % 1;
        }
        return numbers;
    }

    /** Running sums of weights, the total last. */
    static double[] running(double[] weights) {
        double[] sums = weights.clone();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }

    /** The index drawn by a position: the first whose running sum exceeds it. */
    static int pick(double[] running, double position) {
        int i = 0;
        while (i < running.length - 1 && position >= running[i]) {
            i++;
        }
        return i;
    }
}
