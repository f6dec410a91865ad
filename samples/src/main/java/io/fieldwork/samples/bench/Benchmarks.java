package io.fieldwork.samples.bench;

import java.util.List;

/** The list of benchmarks, in the order in which they are run. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * All of them.
     *
     * @return benchmarks with different names
     */
    public static List<Benchmark> all() {
        return List.of(
                new KernelBenchmark(),
                new StepBenchmark(),
                new JetBenchmark(),
                new OperatorBenchmark(),
                new RenderBenchmark());
    }
}
