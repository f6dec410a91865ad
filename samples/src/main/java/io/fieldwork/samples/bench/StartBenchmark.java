package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The benchmark of the first minute: how soon after the start of the virtual machine training runs as fast as it will.
 * The steady time of a step is the median of the last half minute.
 */
final class StartBenchmark {
    private static final double MINUTE = 60;
    /** Width of a window, seconds. */
    private static final double WINDOW = 5;

    private StartBenchmark() {}

    /** Trains one configuration for a minute, by default {@code toybox}, and prints the median step of each window. */
    static void run(PrintStream out, List<String> names) {
        String name = names.isEmpty() ? "toybox" : names.getFirst();
        double before = ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3;
        Clock clock = train(name);
        out.printf(
                "%nstart: %s, %d cores, %.1f s before it%n",
                name, Runtime.getRuntime().availableProcessors(), before);
        double steady = clock.median(MINUTE / 2, MINUTE);
        out.printf("%-24s %10s %12s %12s%n", "seconds since then", "steps", "median ms", "of steady");
        for (double from = 0; from < MINUTE; from += WINDOW) {
            int steps = clock.between(from, from + WINDOW).size();
            double median = clock.median(from, from + WINDOW);
            String pace = steps == 0 ? "" : "%12.1f %11.2fx".formatted(median, median / steady);
            out.printf("%-24s %10d %s%n", "%.0f to %.0f".formatted(from, from + WINDOW), steps, pace);
        }
    }

    private static Clock train(String name) {
        Clock clock = new Clock();
        Job job = Configuration.load(Kinds.ALL, name).limited(null, MINUTE / 60).job();
        try (NDManager manager = Compute.configured().newManager();
                Session session = Kinds.ALL.opener().open(job, manager, null)) {
            Path checkpoint = Files.createTempFile("fieldwork", ".safetensors");
            try {
                Files.delete(checkpoint);
                session.trainer(checkpoint, List.of(clock)).run();
            } finally {
                Files.deleteIfExists(checkpoint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return clock;
    }

    /** A listener that notes when steps end. */
    private static final class Clock implements TrainListener {
        private record Step(double end, double ms) {}

        private final long start = System.nanoTime();
        private final List<Step> steps = new ArrayList<>();
        private double last;

        @Override
        public void onStep(StepReport report) {
            double now = (System.nanoTime() - start) * 1e-9;
            steps.add(new Step(now, (now - last) * 1e3));
            last = now;
        }

        List<Step> between(double from, double to) {
            return steps.stream()
                    .filter(step -> step.end >= from && step.end < to)
                    .toList();
        }

        double median(double from, double to) {
            double[] ms = between(from, to).stream().mapToDouble(Step::ms).toArray();
            return ms.length == 0 ? Double.NaN : Stopwatch.median(ms);
        }
    }
}
