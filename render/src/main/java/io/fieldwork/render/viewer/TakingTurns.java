package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** A source that makes one frame at a time with the others that share its lock, since they share a device and perhaps a field. */
record TakingTurns(FrameSource source, Lock turn) implements FrameSource {
    @Override
    public Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel) {
        turn.lock();
        try {
            return cancel.getAsBoolean() ? Optional.empty() : source.render(view, budget, cancel);
        } finally {
            turn.unlock();
        }
    }
}
