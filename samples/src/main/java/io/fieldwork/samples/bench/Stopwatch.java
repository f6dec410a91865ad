package io.fieldwork.samples.bench;

import java.util.Arrays;

/** A timer of pieces of work in turn, so that a drift of the machine's speed affects all of them alike. */
final class Stopwatch {
    private Stopwatch() {}

    /**
     * Runs each piece once a round.
     *
     * @param warmUp rounds that do not count
     * @param rounds rounds that count
     * @param work pieces of work
     * @return median milliseconds of each
     */
    static double[] medians(int warmUp, int rounds, Runnable... work) {
        return medians(() -> {}, warmUp, rounds, work);
    }

    /**
     * Runs each piece once a round, after a preparation that is not timed.
     *
     * @param prepare before every piece
     * @param warmUp rounds that do not count
     * @param rounds rounds that count
     * @param work pieces of work
     * @return median milliseconds of each
     */
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
