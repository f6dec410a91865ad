package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.bench.Benchmark;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that runs benchmarks. */
@Command(
        name = "bench",
        headerHeading = "Example: fieldwork bench%n%n",
        header = "Time the program against named references in the same process.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "One benchmark of --list; without it, all.")
    private @Nullable String name;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "Handed to the benchmark.")
    private List<String> arguments = List.of();

    @Option(names = "--list", description = "Show what there is and time nothing.")
    private boolean list;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, gpu0, gpu1, ... for kernels and step; the others run on the CPU. Default auto.")
    private @Nullable String device;

    BenchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Benchmark> all = Benchmark.ALL;
        if (list) {
            all.forEach(b -> shell.out().printf("%-14s %s%n", b.name(), b.description()));
            return 0;
        }
        List<Benchmark> chosen =
                all.stream().filter(b -> name == null || b.name().equals(name)).toList();
        if (chosen.isEmpty()) {
            List<String> names = all.stream().map(Benchmark::name).toList();
            throw new UserError(
                    "There is no benchmark '" + name + "'; the nearest one is " + Nearest.of(name, names) + ".");
        }
        if (device != null) {
            System.setProperty("fieldwork.device", Compute.choose(device).name());
        }
        chosen.forEach(benchmark -> benchmark.program().accept(shell.out(), arguments));
        return 0;
    }
}
