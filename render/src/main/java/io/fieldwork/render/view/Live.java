package io.fieldwork.render.view;

import java.util.Optional;
import java.util.function.LongSupplier;

/** A stream of pictures of a live field, for the loop of a window. */
public interface Live extends AutoCloseable {
    /**
     * A finished frame.
     *
     * @param view of the frame, in full size
     * @param frame of that size, or smaller by a whole factor
     */
    record Picture(View view, Frame frame) {}

    /** A way to begin streams. */
    @FunctionalInterface
    interface Maker {
        /** Begins a stream of a source, anew whenever its version changes. */
        Live start(FrameSource source, LongSupplier version);
    }

    /** Sets the present view. To be called in each frame of the window, also with the same view, to detect another version. */
    void request(View view);

    /** {@return the last finished picture, if there is one} */
    Optional<Picture> latest();

    /** {@return whether the last picture is as fine as one of the requested view becomes} */
    boolean isStill();

    /** {@return the failure of the field, until a frame succeeds} */
    Optional<String> problem();

    @Override
    void close();
}
