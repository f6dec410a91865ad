package io.fieldwork.samples.run;

import ai.djl.engine.Engine;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.store.AtomicFile;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.fields.train.store.RunLock;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.report.ConsoleProgress;
import io.fieldwork.samples.report.MetricsLog;
import io.fieldwork.samples.report.RunManifest;
import io.fieldwork.samples.report.TensorBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The training of a session into a run folder: manifest, logs, previews and checkpoints, and the {@link Conclusion} at
 * the end. A folder with a checkpoint is resumed from it.
 *
 * @param run the folder
 * @param job to be trained
 * @param session of the job
 * @param compute the device
 * @param console for its lines
 * @param version of this program
 * @param command as the user typed it
 */
public record Training(
        RunFolder run, Job job, Session session, Compute compute, Console console, String version, String command) {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int DIVERGED = 3;

    /**
     * {@return the exit code of training until a limit, a divergence or Ctrl-C: 0 done, 1 stalled far from a solution, 3
     * diverged, 130 interrupted}
     */
    public int execute() {
        return execute(Spectator.NOBODY);
    }

    /** {@return the exit code as {@link #execute()}, with a spectator of begin, steps and end} */
    public int execute(Spectator spectator) {
        try (RunLock lock = RunLock.of(run.path())) {
            return alone(spectator);
        }
    }

    private int alone(Spectator spectator) {
        sweep();
        long start = savedStep(run);
        int every = job.output().logSteps();
        EvaluationTime evaluation = new EvaluationTime(session.evaluationInPreviews());
        if (!Files.exists(run.config())) {
            writeConfiguration();
        }
        describe(start);
        try (SideFile metrics = SideFile.of(console::warn, () -> MetricsLog.open(run.metrics(), start, every));
                SideFile board = SideFile.of(console::warn, () -> TensorBoard.open(run.tensorboard(), start, every));
                SideFile previews = SideFile.of(console::warn, () -> new Previews(run, session, job, evaluation));
                ConsoleProgress progress = console.progress()) {
            List<TrainListener> listeners = new ArrayList<>(List.of(metrics, board, previews));
            if (!console.quiet()) {
                listeners.add(progress);
            }
            listeners.add(notices());
            listeners.add(spectator);
            return train(listeners, progress, spectator, evaluation);
        }
    }

    /** Deletes what trainings that were killed here have not finished writing. */
    private void sweep() {
        try {
            AtomicFile.sweep(run.path());
            AtomicFile.sweep(run.checkpoint().getParent());
        } catch (IOException e) {
            throw new UserError("The folder " + run.path() + " cannot be cleared: " + UserError.reason(e) + ".", e);
        }
    }

    private int train(
            List<TrainListener> listeners, ConsoleProgress progress, Spectator spectator, EvaluationTime evaluation) {
        Trainer<?> trainer = session.trainer(run.checkpoint(), listeners);
        evaluation.of(trainer);
        if (Files.exists(run.checkpoint())) {
            trainer.resume(run.checkpoint());
            console.say("Continuing " + run.path() + " after step "
                    + trainer.progress().step() + ".");
        }
        long start = trainer.progress().step();
        try (Interrupts interrupts = new Interrupts(() -> interrupted(trainer))) {
            spectator.onBegin(trainer);
            TrainResult result = trained(trainer, progress);
            warnIfDoneBefore(start, result);
            spectator.onEnd(result);
            boolean success = new Conclusion(run, job, session, compute.name(), console).write(result);
            return switch (result.stop()) {
                case STEPS, TIME, REACHED, STALLED ->
                    interrupts.happened() ? Interrupts.EXIT_CODE : success ? DONE : FAILED;
                case CANCELLED -> Interrupts.EXIT_CODE;
                case DIVERGED -> DIVERGED;
            };
        }
    }

    /** Runs the trainer; where it fails, as a device without memory does, says which checkpoint stays. */
    private TrainResult trained(Trainer<?> trainer, ConsoleProgress progress) {
        try {
            return trainer.run();
        } catch (RuntimeException e) {
            long saved = savedStep(run);
            console.warn("Training broke off after step " + trainer.progress().step() + "; "
                    + (saved > 0
                            ? "the checkpoint of step " + saved + " stays in " + run.checkpoint()
                                    + ", and --resume goes on from it."
                            : "no checkpoint had been written before."));
            throw e;
        } finally {
            progress.close();
        }
    }

    /** Says so if a limit was met before a run that goes on took any step. */
    private void warnIfDoneBefore(long start, TrainResult result) {
        boolean limited = result.stop() == Stop.STEPS || result.stop() == Stop.TIME;
        if (start > 0 && result.progress().step() == start && limited) {
            console.warn(String.format(
                    Locale.ROOT,
                    "Nothing was left to train: the run has taken %d steps in %.1f minutes, and --steps and --minutes"
                            + " count from its beginning.",
                    start,
                    result.progress().seconds() / 60));
        }
    }

    private TrainListener notices() {
        return new TrainListener() {
            @Override
            public void onStep(StepReport step) {
                session.notices().forEach(console::warn);
            }
        };
    }

    private void interrupted(Trainer<?> trainer) {
        trainer.cancel();
        console.warn("Interrupted: writing the checkpoint and the report; Ctrl-C again ends at once.");
    }

    /** The step of the last checkpoint, 0 for none. */
    static long savedStep(RunFolder run) {
        return Files.exists(run.checkpoint()) ? Trainer.savedStep(run.checkpoint()) : 0;
    }

    /** Writes the manifest: versions, device, command and data. */
    private void describe(long start) {
        Map<String, Object> facts = facts();
        Object before = RunManifest.read(run).get("dataFingerprint");
        if (start > 0 && before == null) {
            console.warn("Warning: " + run.manifest() + " is gone or damaged and is begun anew.");
        } else if (start == 0 && before != null) {
            console.warn("Warning: there is no checkpoint in " + run.path() + ", so training begins anew.");
        } else if (before != null && !before.equals(facts.get("dataFingerprint"))) {
            console.warn("Warning: the data of " + run.path() + " have changed since it was started.");
        }
        writeConfiguration();
        SideFile.attempt(console::warn, () -> RunManifest.write(run, facts, command, start));
    }

    private void writeConfiguration() {
        run.write(run.config(), "# The complete configuration of this run.\n" + Configuration.complete(job));
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fieldwork", version);
        facts.put("djl", Engine.getDjlVersion());
        facts.put("libtorch", Engine.getInstance().getVersion());
        facts.put("java", System.getProperty("java.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("device", compute.name());
        facts.put("deviceReason", compute.reason());
        facts.put("seed", job.train().seed());
        facts.put("parameters", session.training().parameters());
        facts.put("data", session.data());
        facts.put("dataFingerprint", session.fingerprint());
        return facts;
    }
}
