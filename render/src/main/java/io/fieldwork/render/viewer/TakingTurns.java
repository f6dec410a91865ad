package io.fieldwork.render.viewer;

import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.View;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** A source that is mutually exclusive with others by a shared lock, since they share a device and perhaps a field. */
record TakingTurns(FrameSource source, Lock turn) implements FrameSource {
    private static final long PATIENCE_MILLIS = 10;

    @Override
    public Optional<Frame> render(View view, Budget budget, BooleanSupplier cancel) {
        if (!begin(cancel)) {
            return Optional.empty();
        }
        try {
            return cancel.getAsBoolean() ? Optional.empty() : source.render(view, budget, cancel);
        } finally {
            turn.unlock();
        }
    }

    /** Waits for its turn as long as the frame is wanted. */
    private boolean begin(BooleanSupplier cancel) {
        try {
            while (!turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancel.getAsBoolean()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
