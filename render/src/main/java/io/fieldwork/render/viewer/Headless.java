package io.fieldwork.render.viewer;

import io.fieldwork.render.gl.Context;
import io.fieldwork.render.view.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A viewer without a window: its images one after another, a thirtieth of a second apart, drawn by the same code. Live frames are waited
 * for. It belongs to the thread that made it.
 */
public final class Headless implements AutoCloseable {
    /** Seconds from one image to the next. */
    public static final float STEP = 1f / 30;

    private final Viewer options;
    private final Context context;
    private final ViewerCore core;
    private final @Nullable ScriptPlayer script;
    private final List<Input> pending = new ArrayList<>();
    private boolean ended;
    private boolean closed;

    Headless(Viewer options, int width, int height) {
        this.options = options;
        context = Context.offscreen();
        try {
            core = new ViewerCore(options, LiveNow::new, width, height, 1);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        script = options.script() == null ? null : new ScriptPlayer(options.script(), core, new Surroundings());
    }

    private final class Surroundings implements ScriptPlayer.Frame {
        @Override
        public void resize(int width, int height) {
            pending.add(new Input.Resize(width, height));
        }

        @Override
        public void close() {
            ended = true;
        }
    }

    /** {@return the next image, whole with its panels, opaque and without depth} */
    public Frame next() {
        List<Input> feed = script == null ? new ArrayList<>() : script.next();
        feed.addAll(pending);
        pending.clear();
        core.frame(feed, STEP);
        return core.picture();
    }

    /** Whether a script has ended or closed the viewer. */
    public boolean isOver() {
        return ended || options.isStopped() || (script != null && script.isOver());
    }

    /**
     * Draws a round of at least one frame: the camera orbits the subject once, or stays where it is flat, while the
     * instants are run through once, however far they are apart.
     */
    public void round(int frames, Sink sink) {
        Timeline timeline = core.timeline();
        for (int i = 0; i < frames; i++) {
            if (timeline.moves()) {
                long instant = Math.round((timeline.instants() - 1.0) * i / Math.max(1, frames - 1));
                timeline.step((int) instant - timeline.instant());
            }
            if (i > 0 && !core.rig().isFlat()) {
                core.rig().drag(2f / frames, 0);
            }
            sink.take(i, next());
        }
    }

    /** A receiver of images. */
    @FunctionalInterface
    public interface Sink {
        /** Takes an image and its number, from 0. */
        void take(int number, Frame image);
    }

    ViewerCore core() {
        return core;
    }

    /** Feeds input of a user, before the next image. */
    void feed(Input input) {
        pending.add(input);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            context.makeCurrent();
            core.close();
            context.close();
        }
    }
}
