package io.fieldwork.samples.bench;

import io.fieldwork.fields.kernel.CompilationWatch;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A timer of pieces of work in turn, so that a drift of the machine's speed affects all of them alike. */
final class Stopwatch {
    /** How often compiled code of kernels was taken back while something was timed, in the order of the benchmarks. */
    private static final Map<String, Integer> TAKEN_BACK = new TreeMap<>();

    private Stopwatch() {}

    /** Median milliseconds of each piece of work, all run once a round, after rounds that do not count. */
    static double[] medians(int warmUp, int rounds, Runnable... work) {
        return medians(() -> {}, warmUp, rounds, work);
    }

    /** The same with a preparation before every piece, which is not timed. */
    static double[] medians(Runnable prepare, int warmUp, int rounds, Runnable... work) {
        double[][] times = new double[work.length][rounds];
        for (int round = 0; round < warmUp; round++) {
            time(prepare, work);
        }
        CompilationWatch watch = CompilationWatch.open();
        try (watch) {
            for (int round = 0; round < rounds; round++) {
                double[] now = time(prepare, work);
                for (int k = 0; k < work.length; k++) {
                    times[k][round] = now[k];
                }
            }
        }
        watch.kernels().forEach((kernel, count) -> TAKEN_BACK.merge(kernel, count, Integer::sum));
        return Arrays.stream(times).mapToDouble(Stopwatch::median).toArray();
    }

    private static double[] time(Runnable prepare, Runnable... work) {
        return Arrays.stream(work)
                .mapToDouble(one -> {
                    prepare.run();
                    long start = System.nanoTime();
                    one.run();
                    return (System.nanoTime() - start) * 1e-6;
                })
                .toArray();
    }

    /** Prints how often compiled code of kernels was taken back in all that was timed since the last time, after the warm-up. */
    static void printTakenBack(PrintStream out) {
        int count = TAKEN_BACK.values().stream().mapToInt(n -> n).sum();
        out.printf(
                "compiled code of kernels that was taken back after the warm-up: %d %s%n",
                count, count == 0 ? "" : TAKEN_BACK);
        TAKEN_BACK.clear();
    }

    /** The middle one of some numbers in order. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
