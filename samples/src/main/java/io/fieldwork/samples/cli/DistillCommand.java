package io.fieldwork.samples.cli;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Nearest;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.run.Console;
import io.fieldwork.samples.run.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that trains a field of another architecture from that of a run. */
@Command(
        name = "distill",
        headerHeading = "Example: fieldwork distill runs/toybox --to nerf%n"
                + "         fieldwork distill runs/toybox --to plenoxels --set train.steps=2000 --out runs/voxels%n"
                + "         fieldwork distill runs/volsdf --to mine.yaml%n%n",
        header = "Teach the radiance field of a run to one of another architecture, without photographs.",
        description = "%nThe new run is like any other; 'fieldwork train NEW --resume' goes on with it.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:a mistake in what was asked", "3:the loss diverged", "130:interrupted"
        },
        mixinStandardHelpOptions = true)
final class DistillCommand implements Callable<Integer> {
    /** The shipped configurations with the settings of the architectures. */
    private static final Map<String, String> USUAL = Map.of(
            "hashgrid", "toybox",
            "nerf", "toybox-nerf",
            "tensorf", "toybox-tensorf",
            "plenoxels", "toybox-plenoxels",
            "kplanes", "toybox-kplanes",
            "surface", "objects-volsdf");

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "A run folder of a radiance field, the teacher.")
    private Path run;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FIELD",
            description =
                    "hashgrid, nerf, tensorf, plenoxels, kplanes or surface, as the shipped configuration has it; or a"
                            + " configuration of kind radiance, surface or distill, of which all but the scene is taken.")
    private String to;

    @Option(
            names = "--out",
            paramLabel = "NEW",
            description = "Run folder, absent or empty; by default runs/RUN-FIELD, or runs/RUN-FIELD-2 and so on.")
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
            description = "End after so much time; replaces the limits of the configuration.")
    private @Nullable Double minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random.")
    private @Nullable Long seed;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key, such as distill.own=0.3 or field.width=64; repeatable.")
    private List<String> assignments = List.of();

    @Option(
            names = "--dry-run",
            description = "Read configuration and data, print the complete configuration, write nothing.")
    private boolean dryRun;

    @Option(names = "--quiet", description = "Print only where the results are.")
    private boolean quiet;

    DistillCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Console console = shell.console(quiet);
        Path teacher = shell.directory().resolve(run);
        RunFolder trained = RunFolder.open(teacher);
        if (!Files.exists(trained.checkpoint())) {
            throw new UserError(run + " holds no checkpoint yet; train it first, or go on with --resume.");
        }
        Path wanted = out == null ? null : shell.directory().resolve(out);
        if (wanted != null) {
            RunFolder.requireFree(wanted);
        }
        Job job = configuration(teacher).job();
        Compute compute = Compute.choose(on.device);
        console.say("Device: " + compute.name() + " (" + compute.reason() + ")");
        try (NDManager manager = NDManager.newBaseManager(compute.device());
                Session session = shell.kinds().opener().open(job, manager, null)) {
            console.say("Data:   ", session.data());
            if (dryRun) {
                console.result(Configuration.complete(job).strip());
                return 0;
            }
            RunFolder folder = wanted == null ? created(teacher) : RunFolder.create(wanted);
            console.say("Run:    " + folder.path());
            return new Training(folder, job, session, compute, console, Version.text(), Shell.typed(spec)).execute();
        }
    }

    private RunFolder created(Path teacher) {
        String field = Path.of(to).getFileName().toString().replaceFirst("[.]ya?ml$", "");
        String name = teacher.toAbsolutePath().normalize().getFileName() + "-" + field.toLowerCase(Locale.ROOT);
        return RunFolder.create(shell.directory().resolve("runs"), name);
    }

    /** The student's configuration: that of an architecture, with a teacher in the place of photographs. */
    private Configuration configuration(Path teacher) {
        String usual = USUAL.get(to.toLowerCase(Locale.ROOT));
        if (usual == null
                && !Files.isRegularFile(shell.directory().resolve(to))
                && Shipped.configuration(to).isEmpty()) {
            throw new UserError("--to is '" + to + "'; the nearest known field is "
                    + Nearest.of(to.toLowerCase(Locale.ROOT), USUAL.keySet())
                    + ", and there is no configuration of that name.");
        }
        String named = usual != null || Shipped.configuration(to).isPresent()
                ? usual == null ? to : usual
                : shell.directory().resolve(to).toString();
        Configuration student = Configuration.load(shell.kinds(), named)
                .with("--to " + to, "scene", null)
                .with("--to " + to, "generate", null)
                .with("--to " + to, "kind", "distill")
                .with(
                        "--to " + to,
                        "teacher.run",
                        teacher.toAbsolutePath().normalize().toString());
        for (String assignment : assignments) {
            student = student.set(assignment);
        }
        student = seed == null ? student : student.with("--seed", "train.seed", seed);
        return student.limited(steps, minutes);
    }
}
