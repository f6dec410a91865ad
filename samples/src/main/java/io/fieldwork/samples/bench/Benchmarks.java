package io.fieldwork.samples.bench;

import java.util.List;

/** The list of benchmarks, in the order in which they are run. */
public final class Benchmarks {
    private Benchmarks() {}

    /** {@return all benchmarks, their names different} */
    public static List<Benchmark> all() {
        return List.of(
                new KernelBenchmark(),
                new StepBenchmark(),
                new JetBenchmark(),
                new OperatorBenchmark(),
                new RenderBenchmark());
    }
}
