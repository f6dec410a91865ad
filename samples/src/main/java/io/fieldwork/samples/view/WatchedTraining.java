package io.fieldwork.samples.view;

import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.render.viewer.Viewer;
import io.fieldwork.samples.config.JobKinds;
import io.fieldwork.samples.kind.LiveCopy;
import io.fieldwork.samples.kind.Session;
import io.fieldwork.samples.kind.Viewing;
import io.fieldwork.samples.run.Training;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A training with a window: it trains on a thread of its own, and the window is on the caller's. A window that is closed ends training as
 * Ctrl-C does, and Ctrl-C closes the window; training that ends by itself leaves its final state to be looked at.
 *
 * <p>A session that can be copied is drawn from a copy of its parameters. Of others the checkpoints are looked at, which are written more
 * often then.
 *
 * @param training what is trained
 * @param kinds open the job once more, to look at its checkpoints
 * @param script input to play, or null to leave it to the user
 */
public record WatchedTraining(
        Training training, JobKinds kinds, @Nullable InputScript script) {
    /** Time between two copies of the parameters, seconds. */
    private static final double COPIES = 0.5;
    /** Time between two checkpoints that are looked at, seconds. */
    private static final double CHECKPOINTS = 5;

    /**
     * Says why nothing could be watched, before anything is trained.
     *
     * @param session what would be trained
     * @throws UserError if no window can be opened here or there is nothing to see
     */
    public static void requirePossible(Session session) {
        if (session.viewing().isEmpty()) {
            throw new UserError("There is nothing to see of this job; train it without --view.");
        }
        try {
            Context.window(1, 1, "fieldwork").close();
        } catch (GlException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** {@return the exit code of the training, which is shown until the window is closed} */
    public int execute() {
        Optional<LiveCopy> copy = training.session().viewing().flatMap(Viewing::live);
        if (copy.isPresent()) {
            try (LiveCopy parameters = copy.get()) {
                LiveTraining live = new LiveTraining(new LiveTraining.Publication(
                        trainer -> parameters.publish().run(), parameters.seen(), COPIES));
                return watched(live, true, () -> parameters.subject().apply(name(), live::share));
            }
        }
        String device = training.compute().name();
        return watched(
                new LiveTraining(new LiveTraining.Publication(this::save, () -> true, CHECKPOINTS)),
                false,
                () -> Subjects.open(training.run().path(), device, kinds, remark -> {}));
    }

    /** The first checkpoint is needed at once. */
    private void save(Trainer<?> trainer) {
        if (Files.exists(training.run().checkpoint())) {
            trainer.requestSave();
        } else {
            trainer.save();
        }
    }

    private String name() {
        return String.valueOf(training.run().path().toAbsolutePath().normalize().getFileName());
    }

    private int watched(LiveTraining live, boolean shared, Supplier<Subject> subject) {
        try (Viewer viewer = Viewer.open("fieldwork: " + name())
                .panel(new TrainingPanel(live, shared))
                .saveIn(training.run().path().resolve("views"))) {
            if (script != null) {
                viewer.script(script);
            }
            CompletableFuture<Integer> ending = CompletableFuture.supplyAsync(
                    () -> trained(viewer, live),
                    work -> Thread.ofPlatform().name("training").start(work));
            try {
                try {
                    CompletableFuture.anyOf(live.begun(), ending).join();
                    viewer.add(subject.get()).show();
                } finally {
                    live.cancel();
                    ending.exceptionally(failure -> -1).join();
                }
                return ending.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    /** Training on this thread; Ctrl-C and failures close the window. */
    private int trained(Viewer viewer, LiveTraining live) {
        boolean done = false;
        try {
            Libtorch.load();
            int code = training.execute(live);
            done = live.result()
                    .map(TrainResult::stop)
                    .filter(stop -> stop != Stop.CANCELLED)
                    .isPresent();
            return code;
        } finally {
            if (!done) {
                viewer.stop();
            }
        }
    }
}
