package io.fieldwork.render.view;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A source of frames for given views: a live network, a scene of items, a baked grid, a solution in time. */
@FunctionalInterface
public interface FrameSource {
    /**
     * Makes a frame.
     *
     * @param view camera and size; the frame may be smaller by a whole factor
     * @param budget of time
     * @param cancel whether the frame is no longer wanted; polled at least every 50 milliseconds
     * @return the frame, or nothing if it was cancelled
     */
    Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel);
}
