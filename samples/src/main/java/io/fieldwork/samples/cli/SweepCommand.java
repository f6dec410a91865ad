package io.fieldwork.samples.cli;

import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.samples.batch.Cluster;
import io.fieldwork.samples.batch.ClusterWorkers;
import io.fieldwork.samples.batch.JobRun;
import io.fieldwork.samples.batch.Scheduler;
import io.fieldwork.samples.batch.SlurmScript;
import io.fieldwork.samples.batch.WorkerProcesses;
import io.fieldwork.samples.config.Sweep;
import io.fieldwork.samples.run.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that trains all jobs of a sweep, some at a time. */
@Command(
        name = "sweep",
        headerHeading = "Example: fieldwork sweep rates --workers 2 --out runs/rates%n"
                + "         fieldwork sweep mine.yaml --workers 8 --device gpu0,gpu1%n"
                + "         fieldwork sweep mine.yaml --slurm > mine.sh%n"
                + "         fieldwork sweep mine.yaml --spark spark://head:7077 --out /shared/mine%n%n",
        header = "Train all combinations of a file's settings, some at a time: a run folder each, and a table.",
        description =
                "%nRepeating the command skips finished jobs and goes on with others, whatever ended it or its workers."
                        + " Ctrl-C ends early with checkpoints; a second one ends at once. 'fieldwork results FOLDER'"
                        + " shows the table at any time.%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a job failed", "2:a mistake in what was asked", "130:interrupted"},
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private static final int MOST = 1024;

    private final Shell shell;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SWEEP",
            description = "A YAML file of kind sweep or ablation, or a name that 'fieldwork list sweeps' shows.")
    private String sweep;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Folder of the jobs; by default runs/NAME, or runs/NAME-sweep where that is a run.")
    private @Nullable Path out;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Jobs at a time, which share the processors and memory; default 1, with --spark all that it"
                    + " has room for.")
    private @Nullable Integer workers;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Times that a job is tried again after its process broke; default ${DEFAULT-VALUE}.")
    private int retries = 3;

    @Option(
            names = "--device",
            paramLabel = "DEVICES",
            split = ",",
            description = "auto, cpu, or gpu0,gpu1,... that workers take in turn; default auto.")
    private List<String> devices = List.of("auto");

    @Mixin
    private OwnClasses classes = new OwnClasses();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "End each job after so many steps; replaces the limits of the configuration.")
    private @Nullable Long steps;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "End each job after so much training time; replaces the limits of the configuration.")
    private @Nullable Double minutes;

    @Option(names = "--dry-run", description = "Check all jobs and print their names; train nothing.")
    private boolean dryRun;

    @Option(names = "--slurm", description = "Print a script for Slurm that runs each job as a task of an array.")
    private boolean slurm;

    @Option(
            names = "--job",
            paramLabel = "K",
            description = "Train the job of this number, from 0, and no other, as a task of an array does.")
    private @Nullable Integer job;

    @Option(
            names = "--spark",
            paramLabel = "MASTER",
            description = "Train on the machines of an Apache Spark cluster, such as spark://HOST:7077.")
    private @Nullable String spark;

    @Option(names = "--quiet", description = "Print only the table and where it is.")
    private boolean quiet;

    SweepCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        UserError.require(workers == null || workers >= 1 && workers <= MOST, "--workers", workers, "1 to " + MOST);
        UserError.require(retries >= 0, "--retries", retries, "0 or more");
        Sweep wanted = Sweep.load(shell.kinds(), sweep, base -> classes.in(base, shell.directory()))
                .limited(steps, minutes);
        Path folder = folder(wanted);
        Console console = shell.console(quiet);
        int atATime = workers != null
                ? workers
                : spark == null ? 1 : Math.min(MOST, wanted.jobs().size());
        if (dryRun) {
            wanted.jobs().forEach(one -> console.result(one.name()));
            return 0;
        }
        if (slurm) {
            shell.out().print(new SlurmScript(wanted, command(), folder, atATime).text());
            return 0;
        }
        if (job != null) {
            String device = Compute.choose(devices.getFirst()).name();
            JobRun run = new JobRun(shell.kinds(), device, Version.text(), Shell.typed(spec));
            return Scheduler.single(folder, wanted, job, run, console);
        }
        return spark == null ? here(folder, wanted, atATime, console) : on(spark, folder, wanted, atATime, console);
    }

    private int here(Path folder, Sweep wanted, int atATime, Console console) {
        devices.forEach(Compute::choose);
        console.say(
                "Sweep:  %d jobs, %d at a time, into %s".formatted(wanted.jobs().size(), atATime, folder));
        WorkerProcesses processes = new WorkerProcesses(
                Main.class.getName(), "sweep-worker", devices, atATime, folder.resolve("logs"), Shell.typed(spec));
        return new Scheduler(folder, wanted, atATime, retries, processes, console).execute();
    }

    private int on(String master, Path folder, Sweep wanted, int atATime, Console console) {
        UserError.require(devices.size() == 1, "--device", String.join(",", devices), "one for all with --spark");
        Cluster.Engine engine = ServiceLoader.load(Cluster.Engine.class)
                .findFirst()
                .orElseThrow(() -> new UserError("--spark needs Apache Spark, which the usual build leaves out;"
                        + " 'mvn -Pspark -Dquick -DskipTests package' brings it."));
        String launcher = System.getenv("FIELDWORK_LAUNCHER");
        if (launcher == null) {
            throw new UserError("--spark needs a program that all machines can start; use the launcher ./fieldwork.");
        }
        Cluster.Needs needs = new Cluster.Needs(
                master,
                wanted.name(),
                atATime,
                wanted.memory(),
                devices.getFirst(),
                List.of(launcher, "sweep-worker", "--typed", Shell.typed(spec)),
                folder.resolve("logs").toAbsolutePath());
        console.say("Sweep:  %d jobs on %s, into %s".formatted(wanted.jobs().size(), master, folder));
        try (ClusterWorkers cluster = new ClusterWorkers(() -> engine.connect(needs))) {
            return new Scheduler(folder, wanted, atATime, retries, cluster, console).execute();
        }
    }

    /** The folder of the jobs, on a file system of this machine. */
    private Path folder(Sweep wanted) {
        if (out == null) {
            return usual(wanted.name());
        }
        if (out.toString().matches("[a-z][a-z0-9+.-]+:/.*")) {
            throw new UserError("--out is " + out + "; expected a folder, which with --spark or --slurm all machines"
                    + " have mounted at the same path.");
        }
        return shell.directory().resolve(out);
    }

    /** What a task of an array is started by, without its job and folder. */
    private List<String> command() {
        List<String> typed =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        typed.removeIf(argument -> argument.equals("--slurm") || argument.startsWith("--out="));
        int folder = typed.indexOf("--out");
        if (folder >= 0) {
            typed.subList(folder, folder + 2).clear();
        }
        return typed;
    }

    /** The usual folder of results; a run of the same name may exist already. */
    private Path usual(String name) {
        Path runs = shell.directory().resolve("runs");
        boolean taken = Files.exists(runs.resolve(name).resolve("config.yaml"));
        return runs.resolve(taken ? name + "-sweep" : name);
    }
}
