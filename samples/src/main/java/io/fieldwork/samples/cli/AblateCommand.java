package io.fieldwork.samples.cli;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.batch.Comparison;
import io.fieldwork.samples.config.Ablation;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.run.Console;
import io.fieldwork.samples.run.Training;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that trains variants of a configuration one after another and compares them. */
@Command(
        name = "ablate",
        headerHeading = "Example: fieldwork ablate burgers --minutes 3%n"
                + "         fieldwork ablate mine.yaml --out runs/parts%n"
                + "         fieldwork ablate islands.yaml --classes build/classes%n%n",
        header = "Train variants of a configuration and compare them: a table, a page of curves, a run folder each.",
        description =
                "%nRepeating the command skips finished cases and goes on with others. Ctrl-C ends early and writes"
                        + " what there is; a second one ends at once.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a case failed", "2:a mistake in what was asked", "130:interrupted"},
        mixinStandardHelpOptions = true)
final class AblateCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ABLATION",
            description = "A YAML file of kind ablation, or a name that 'fieldwork list ablations' shows.")
    private String ablation;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder of the cases; by default runs/NAME, or runs/NAME-ablation where that is a run.")
    private @Nullable Path out;

    @Mixin
    private OnDevice on = new OnDevice();

    @Mixin
    private OwnClasses classes = new OwnClasses();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "End each case after so many steps; replaces the limits of the configuration.")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "End each case after so much training time; replaces the limits of the configuration.")
    private @Nullable Double minutes;

    @Option(names = "--quiet", description = "Print only the table and where it is.")
    private boolean quiet;

    AblateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Ablation wanted = Ablation.load(shell.kinds(), ablation, base -> classes.in(base, shell.directory()))
                .limited(steps, minutes);
        Compute compute = Compute.choose(on.device);
        Console console = shell.console(quiet);
        console.say("Device: " + compute.name() + " (" + compute.reason() + ")");
        Path folder = out == null ? usual(wanted.name()) : shell.directory().resolve(out);
        return new Comparison(folder, wanted, (job, run) -> train(job, run, compute), console).execute();
    }

    /** The usual folder of results; a run of the same name may exist already. */
    private Path usual(String name) {
        Path runs = shell.directory().resolve("runs");
        boolean taken = Files.exists(runs.resolve(name).resolve("config.yaml"));
        return runs.resolve(taken ? name + "-ablation" : name);
    }

    /** Trains one case, with its progress bar on a terminal and without its own results. */
    private int train(Job job, RunFolder run, Compute compute) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, shell.err(), shell.terminal(), quiet);
        try (NDManager manager = NDManager.newBaseManager(compute.device());
                Session session = shell.kinds().opener().open(job, manager, null)) {
            return new Training(run, job, session, compute, console, Version.text(), Shell.typed(spec)).execute();
        }
    }
}
