package io.fieldwork.render.view;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whatever can be looked at by asking it for frames: a live network, a scene of items, a baked grid, a solution in time. */
@FunctionalInterface
public interface FrameSource {
    /**
     * Makes a frame.
     *
     * @param view what is looked at from where; the frame may be smaller by a whole factor
     * @param budget what it may cost
     * @param cancel says whether the frame is no longer wanted; asked at least every 50 milliseconds
     * @return the frame, or nothing if it was cancelled
     */
    Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel);
}
