package io.fieldwork.samples.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A benchmark, timed against a named reference in the same process.
 *
 * @param name one word, for {@code fieldwork bench NAME}
 * @param description in one line
 * @param program prints the table; takes what follows the name on the command line
 */
public record Benchmark(String name, String description, BiConsumer<PrintStream, List<String>> program) {
    /** A benchmark without arguments, timed by the stopwatch. */
    private static Benchmark timed(String name, String description, Consumer<PrintStream> program) {
        return new Benchmark(name, description, (out, arguments) -> {
            program.accept(out);
            Stopwatch.printTakenBack(out);
        });
    }

    /** All benchmarks, their names different, in the order in which they are run. */
    public static final List<Benchmark> ALL = List.of(
            timed(
                    "kernels",
                    "a device's kernels against plain operations, and the fused Adam against DJL's",
                    KernelBenchmark::run),
            timed(
                    "step",
                    "a whole training step with a device's kernels against the same step in plain operations",
                    StepBenchmark::run),
            timed(
                    "distances",
                    "queries of a distance field with gradients against the engine's differentiation",
                    DistanceBenchmark::run),
            timed(
                    "jets",
                    "equations: jets against nested differentiation, steps against their matrix products",
                    JetBenchmark::run),
            timed(
                    "operators",
                    "multigrid operators: training steps against their stencils at the rate of the matrix product",
                    OperatorBenchmark::run),
            new Benchmark(
                    "render",
                    "frames offscreen against a shader that only samples; takes a baked grid to draw, and a run to draw"
                            + " live",
                    RenderBenchmark::run),
            new Benchmark(
                    "compilations",
                    "how often compiled kernels are taken back while configurations train; takes their names",
                    CompilationBenchmark::run),
            new Benchmark(
                    "start",
                    "how soon training runs as fast as it will; takes the name of a configuration",
                    StartBenchmark::run),
            new Benchmark(
                    "model",
                    "what the CUDA kernels must move and compute, and the times that this implies on an H100 and H200",
                    (out, arguments) -> DeviceModel.run(out)),
            new Benchmark(
                    "fuzz",
                    "readers against damaged files, 1000 each; takes another number and the name of one reader",
                    FuzzBenchmark::run));
}
