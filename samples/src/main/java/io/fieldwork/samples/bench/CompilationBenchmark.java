package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.CompilationWatch;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The count of compilations in training: how often the virtual machine took compiled kernels back, in the first steps and after
 * them, where it should be never.
 */
final class CompilationBenchmark {
    private static final long WARM_UP = 250;
    private static final long STEPS = 500;
    private static final List<String> USUAL = List.of("toybox", "burgers", "ks-regular", "darcy-32");

    private CompilationBenchmark() {}

    /** Prints a line for each of some configurations, or the usual ones. */
    static void run(PrintStream out, List<String> names) {
        out.printf("%ncompiled code of kernels that was taken back in %d steps%n", STEPS);
        out.printf("%-24s %14s %14s  %s%n", "", "to step " + WARM_UP, "after that", "where after that");
        for (String name : names.isEmpty() ? USUAL : names) {
            count(out, name);
        }
    }

    private static void count(PrintStream out, String name) {
        Job job = Configuration.load(Kinds.ALL, name).limited(STEPS, null).job();
        try (NDManager manager = Compute.configured().newManager();
                Session session = Kinds.ALL.opener().open(job, manager, null)) {
            Phases phases = new Phases();
            Path checkpoint = Files.createTempFile("fieldwork", ".safetensors");
            try (phases) {
                Files.delete(checkpoint);
                session.trainer(checkpoint, List.of(phases)).run();
            } finally {
                Files.deleteIfExists(checkpoint);
            }
            phases.print(out, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two watches, one after the other. */
    private static final class Phases implements TrainListener, AutoCloseable {
        private final CompilationWatch first = CompilationWatch.open();
        private CompilationWatch last = first;

        @Override
        public void onStep(StepReport step) {
            if (step.progress().step() == WARM_UP) {
                first.close();
                last = CompilationWatch.open();
            }
        }

        @Override
        public void close() {
            last.close();
        }

        void print(PrintStream out, String name) {
            Map<String, Integer> late = last == first ? Map.of() : last.kernels();
            out.printf("%-24s %14d %14d  %s%n", name, total(first.kernels()), total(late), late.isEmpty() ? "-" : late);
        }

        private static int total(Map<String, Integer> counts) {
            return counts.values().stream().mapToInt(count -> count).sum();
        }
    }
}
