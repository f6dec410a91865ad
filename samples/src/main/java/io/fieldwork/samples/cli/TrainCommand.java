package io.fieldwork.samples.cli;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.run.Console;
import io.fieldwork.samples.run.TrainedRun;
import io.fieldwork.samples.run.Training;
import io.fieldwork.samples.view.WatchedTraining;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that trains a configuration into a run folder, or resumes a run. */
@Command(
        name = "train",
        headerHeading = "Example: fieldwork train toybox --minutes 3%n"
                + "         fieldwork train mine.yaml --set scene.path=photos --set train.rate=0.02%n"
                + "         fieldwork train burgers --out runs/shock%n"
                + "         fieldwork train island.yaml --classes build/classes%n"
                + "         fieldwork train toybox --view%n"
                + "         fieldwork train runs/toybox --resume%n%n",
        header = "Train a configuration into a run folder: checkpoint, pictures, numbers, report.",
        description = "%nCtrl-C ends early and writes them too; a second one ends at once.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:a mistake in what was asked", "3:the loss diverged", "130:interrupted"
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final List<String> KERNELS = List.of("plain", "host", "cuda");

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "CONFIG",
            description =
                    "A YAML file, a name that 'fieldwork list configs' shows, photographs with cameras, a mesh, a picture, a data set of"
                            + " pairs, or with --resume a run folder.")
    private @Nullable String config;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Run folder, absent or empty; by default runs/NAME, or runs/NAME-2 and so on.")
    private @Nullable Path out;

    @Mixin
    private OnDevice on = new OnDevice();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "End after so many steps; replaces the limits of the configuration.")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "End after so much time, rendering of held-out views included; replaces the limits of the"
                    + " configuration.")
    private @Nullable Double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random.")
    private @Nullable Long seed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key, such as field.levels=12; repeatable.")
    private List<String> assignments = List.of();

    @Mixin
    private OwnClasses classes = new OwnClasses();

    @Option(
            names = "--resume",
            description = "Go on from the run folder's last checkpoint, with its own configuration.")
    private boolean resume;

    @Option(
            names = "--dry-run",
            description = "Read configuration and data, print the complete configuration, write nothing.")
    private boolean dryRun;

    @Option(names = "--quiet", description = "Print only where the results are.")
    private boolean quiet;

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            description = "plain, host or cuda; by default the fastest for the device.")
    private @Nullable String kernels;

    @Option(
            names = "--view",
            description = "Watch it in a window meanwhile; closing the window ends training as Ctrl-C does.")
    private boolean view;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "With --view: play input that is written down, such as 'orbit 100 0', one command a line.")
    private @Nullable Path script;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Console console = shell.console(quiet);
        RunFolder existing = resume ? existing(console) : null;
        Configuration configuration = (existing == null
                        ? fresh(console)
                        : TrainedRun.configuration(existing, shell.kinds()))
                .limited(steps, minutes);
        Job job = configuration.job();
        Path wanted = out == null ? null : shell.directory().resolve(out);
        if (existing == null && wanted != null) {
            RunFolder.requireFree(wanted);
        }
        Compute compute = Compute.choose(on.device);
        checkKernels(compute);
        if (script != null && !view) {
            throw new UserError("--script is input for a window; add --view.");
        }
        InputScript input = script == null ? null : shell.script(script);
        console.say("Device: " + compute.name() + " (" + compute.reason() + ")");
        try (NDManager manager = NDManager.newBaseManager(compute.device());
                Session session = shell.kinds().opener().open(job, manager, kernels)) {
            console.say("Data:   ", session.data());
            if (dryRun) {
                console.result(Configuration.complete(job).strip());
                return 0;
            }
            if (view) {
                WatchedTraining.requirePossible(session);
            }
            RunFolder run = existing == null ? created(wanted, configuration.name()) : existing;
            console.say("Run:    " + run.path());
            Training training = new Training(run, job, session, compute, console, Version.text(), Shell.typed(spec));
            return view ? new WatchedTraining(training, shell.kinds(), input).execute() : training.execute();
        }
    }

    private void checkKernels(Compute compute) {
        if (kernels != null && !KERNELS.contains(kernels)) {
            throw new UserError(
                    "--kernels is '" + kernels + "'; the nearest known ones are " + Nearest.of(kernels, KERNELS) + ".");
        }
        boolean gpu = compute.device().isGpu();
        if (gpu ? "host".equals(kernels) : "cuda".equals(kernels)) {
            throw new UserError("--kernels " + kernels + " cannot run on the device " + compute.name() + ".");
        }
    }

    /** The run to resume; nothing if --out names a free folder, so that one command starts and resumes. */
    private @Nullable RunFolder existing(Console console) {
        if (seed != null || !assignments.isEmpty() || classes.given()) {
            throw new UserError(
                    "--seed, --set and --classes cannot change a run that goes on; --steps and --minutes can.");
        }
        if (out == null
                && (config == null || !Files.isDirectory(shell.directory().resolve(config)))) {
            throw new UserError("--resume needs a run folder, as in 'fieldwork train runs/toybox --resume'"
                    + (config == null ? "." : "; there is no folder " + config + "."));
        }
        Path folder = shell.directory().resolve(out == null ? Path.of(config) : out);
        if (config != null && out != null && Shell.isFree(folder)) {
            console.say("There is no run in " + folder + " yet; starting one.");
            return null;
        }
        return RunFolder.open(folder);
    }

    private Configuration fresh(Console console) {
        if (config == null) {
            throw new UserError("Which configuration? For example 'fieldwork train toybox'.");
        }
        Path path = shell.directory().resolve(config);
        boolean data = GivenData.isOne(path) && Shipped.configuration(config).isEmpty();
        Configuration configuration = data
                ? new GivenData(path).configuration(shell.kinds(), console::say)
                : Configuration.load(shell.kinds(), config);
        for (String assignment : assignments) {
            configuration = configuration.set(assignment);
        }
        configuration = classes.in(configuration, shell.directory());
        return seed == null ? configuration : configuration.with("--seed", "train.seed", seed);
    }

    private RunFolder created(@Nullable Path wanted, String name) {
        return wanted == null ? RunFolder.create(shell.directory().resolve("runs"), name) : RunFolder.create(wanted);
    }
}
