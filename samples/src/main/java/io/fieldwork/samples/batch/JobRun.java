package io.fieldwork.samples.batch;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.batch.Outcome.End;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.run.Console;
import io.fieldwork.samples.run.Interrupts;
import io.fieldwork.samples.run.Spectator;
import io.fieldwork.samples.run.Training;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Does jobs in this process. A run that another process still trains, such as a worker whose scheduler was killed, is waited
 * for. What a training says goes to {@code logs/NAME.log} beside the run folders.
 */
public final class JobRun implements Worker {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final JobKinds kinds;
    private final String device;
    private final String version;
    private final String command;
    private volatile boolean stopping;
    private volatile @Nullable Trainer<?> trainer;

    /**
     * A worker without a process of its own.
     *
     * @param kinds of job that it may do
     * @param device as {@link Compute#choose} takes it
     * @param version of this program
     * @param command as the user typed it, for manifests
     */
    public JobRun(JobKinds kinds, String device, String version, String command) {
        this.kinds = kinds;
        this.device = device;
        this.version = version;
        this.command = command;
    }

    @Override
    public Outcome run(Order order) {
        Path log = Path.of(order.all()).resolve("logs").resolve(order.name() + ".log");
        try {
            Files.createDirectories(log.getParent());
            try (PrintStream out = new PrintStream(
                    Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    true,
                    StandardCharsets.UTF_8)) {
                return logged(order, out);
            }
        } catch (IOException e) {
            return Outcome.failed(log + " cannot be written: " + UserError.reason(e) + ".");
        }
    }

    private Outcome logged(Order order, PrintStream log) throws IOException {
        try {
            return stopping ? Outcome.of(End.INTERRUPTED) : trained(order, log);
        } catch (UserError e) {
            log.println(e.getMessage());
            return Outcome.failed(e.getMessage());
        } catch (RuntimeException | Error e) {
            e.printStackTrace(log);
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Outcome.crashed(e.getClass().getSimpleName() + ": " + message);
        } finally {
            trainer = null;
        }
    }

    private Outcome trained(Order order, PrintStream log) throws IOException {
        Configuration configuration =
                Configuration.of(kinds, order.name() + ".yaml", order.name(), order.configuration());
        Job job = configuration.job();
        RunFolder run = folder(order, configuration, log);
        if (stopping) {
            return Outcome.of(End.INTERRUPTED);
        }
        Compute compute = Compute.choose(device);
        Console console = new Console(log, log, false, false);
        Watch watch = new Watch(order.until() < job.train().steps() ? order.until() : 0);
        try (NDManager manager = NDManager.newBaseManager(compute.device());
                Session session = kinds.opener().open(job, manager, null)) {
            int code = new Training(run, job, session, compute, console, version, command).execute(watch);
            return Outcome.of(code != Interrupts.EXIT_CODE ? End.ENDED : watch.paused ? End.PAUSED : End.INTERRUPTED);
        }
    }

    /** The run folder, when nobody else trains in it and what a killed process has left unfinished is gone. */
    private RunFolder folder(Order order, Configuration configuration, PrintStream log) throws IOException {
        JobFolder folder = order.folder();
        Files.createDirectories(folder.path());
        boolean told = false;
        while (!stopping) {
            try (RunLock lock = RunLock.tryOf(folder.path()).orElse(null)) {
                if (lock != null) {
                    AtomicFile.sweep(folder.path());
                    break;
                }
            }
            if (!told) {
                log.println("Waiting for another process that trains " + folder.path() + ".");
            }
            told = true;
            pause();
        }
        return folder.prepared(
                configuration,
                kept -> log.println("The configuration has changed; the earlier run is kept in " + kept + "."));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("The wait for another process was interrupted.", e);
        }
    }

    @Override
    public void stop() {
        stopping = true;
        Trainer<?> training = trainer;
        if (training != null) {
            training.cancel();
        }
    }

    /** Whether a training has begun that {@link #stop} ends with a checkpoint. */
    boolean training() {
        return trainer != null;
    }

    @Override
    public void close() {
        // everything is closed after each job
    }

    /** Ends training when it was asked to, or at a step. */
    private final class Watch implements Spectator {
        private final long until;
        private boolean paused;

        private Watch(long until) {
            this.until = until;
        }

        @Override
        public void onBegin(Trainer<?> begun) {
            trainer = begun;
            if (stopping) {
                begun.cancel();
            }
            at(begun.progress().step());
        }

        @Override
        public void onStep(StepReport report) {
            at(report.progress().step());
        }

        private void at(long step) {
            Trainer<?> training = trainer;
            if (until > 0 && step >= until && !paused && training != null) {
                paused = true;
                training.cancel();
            }
        }
    }
}
