package io.fieldwork.samples.bench;

import java.util.Arrays;

/** A timer of pieces of work in turn, so that a drift of the machine's speed affects all of them alike. */
final class Stopwatch {
    private Stopwatch() {}

    /** Median milliseconds of each piece of work, all run once a round, after rounds that do not count. */
    static double[] medians(int warmUp, int rounds, Runnable... work) {
        return medians(() -> {}, warmUp, rounds, work);
    }

    /** The same with a preparation before every piece, which is not timed. */
    static double[] medians(Runnable prepare, int warmUp, int rounds, Runnable... work) {
        double[][] times = new double[work.length][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int k = 0; k < work.length; k++) {
                prepare.run();
                long start = System.nanoTime();
                work[k].run();
                if (round >= 0) {
                    times[k][round] = (System.nanoTime() - start) * 1e-6;
                }
            }
        }
        return Arrays.stream(times).mapToDouble(Stopwatch::median).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
