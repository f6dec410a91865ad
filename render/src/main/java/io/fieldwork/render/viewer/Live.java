package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A non-blocking stream of frames of a live field. */
interface Live extends AutoCloseable {
    /** Sets the present view. */
    void request(View view);

    /** The newest frame. */
    Optional<Frame> latest();

    /** Whether the newest frame is the final one of the last requested view. */
    boolean isStill();

    /** The exception of the source, if it failed. */
    Optional<RuntimeException> failure();

    @Override
    void close();

    /** A factory of live frames of a source. */
    interface Maker {
        /** Begins to make frames, anew whenever the version changes. */
        Live start(FrameSource source, LongSupplier version);
    }
}
