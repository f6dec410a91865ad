package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Frames of a live field, made elsewhere while the window goes on. No method waits for a frame. */
interface Live extends AutoCloseable {
    /** Says what is looked at now. */
    void request(View view);

    /** The newest frame. */
    Optional<Frame> latest();

    /** Whether the newest frame is all that there is to see of the last view that was asked for. */
    boolean isStill();

    /** What the source threw, if it failed. */
    Optional<RuntimeException> failure();

    @Override
    void close();

    /** How frames of a source are made. */
    interface Maker {
        /** Begins to make frames, anew whenever the version changes. */
        Live start(FrameSource source, LongSupplier version);
    }
}
