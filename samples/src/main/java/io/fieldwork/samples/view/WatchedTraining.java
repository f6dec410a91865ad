package io.fieldwork.samples.view;

import io.fieldwork.fields.scene.PublishedField;
import io.fieldwork.fields.scene.RadianceSession;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.TrainResult.Stop;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.render.viewer.InputScript;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.render.viewer.Viewer;
import io.fieldwork.samples.run.Radiance;
import io.fieldwork.samples.run.Session;
import io.fieldwork.samples.run.Training;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A training with a window: it trains on a thread of its own, and the window is on the caller's. A window that is closed ends training as
 * Ctrl-C does, and Ctrl-C closes the window; training that ends by itself leaves its final state to be looked at.
 *
 * @param training what is trained
 * @param script input to play, or null to leave it to the user
 */
public record WatchedTraining(Training training, @Nullable InputScript script) {
    /**
     * Says why nothing could be watched, before anything is trained.
     *
     * @param session what would be trained
     * @throws UserError if no window can be opened here or there is nothing to see
     */
    public static void requirePossible(Session session) {
        if (!(session instanceof Radiance)) {
            throw new UserError("--view shows radiance fields while they are trained;"
                    + " train this without it and look at the run with 'fieldwork view'.");
        }
        try {
            Context.window(1, 1, "fieldwork").close();
        } catch (GlException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /**
     * Trains and shows until the window is closed.
     *
     * @return exit code of the training
     */
    public int execute() {
        RadianceSession session = ((Radiance) training.session()).radiance();
        try (PublishedField published = session.publish()) {
            LiveTraining live = new LiveTraining(published::publish, published::isSeen);
            Subject subject = RadianceSubject.live(
                    String.valueOf(training.run().path().getFileName()), session, published, live::share);
            try (Viewer viewer = Viewer.open("fieldwork: " + subject.title())
                    .add(subject)
                    .panel(new TrainingPanel(live))
                    .saveIn(training.run().path().resolve("views"))) {
                return watched(viewer, live);
            }
        }
    }

    private int watched(Viewer viewer, LiveTraining live) {
        if (script != null) {
            viewer.script(script);
        }
        CompletableFuture<Integer> ending = CompletableFuture.supplyAsync(
                () -> trained(viewer, live),
                work -> Thread.ofPlatform().name("training").start(work));
        try {
            viewer.show();
        } finally {
            live.cancel();
            ending.exceptionally(failure -> -1).join();
        }
        return code(ending);
    }

    private static int code(CompletableFuture<Integer> ending) {
        try {
            return ending.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
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
