package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.volume.FieldRenderer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A double-buffered copy of a radiance field in training, for other threads to render. There are two copies of the
 * parameters: training writes to one while frames are drawn from the other, and the two change places before a frame,
 * so that training waits for no frame, a frame waits at most for the copying, and all of a frame shows one state.
 */
public final class PublishedField implements AutoCloseable {
    /** Interval between checks whether a frame is still wanted, milliseconds. */
    private static final int PATIENCE = 10;

    private final SampledField learned;
    private Copy front;
    private Copy back;
    private boolean fresh;
    private int frames;
    private volatile long version;

    /** A copy of a field with its renderer; the manager owns it all. */
    record Copy(NDManager manager, SampledField field, FieldRenderer renderer) implements AutoCloseable {
        @Override
        public void close() {
            field.close();
            manager.close();
        }
    }

    /** The present state of a field, which stays the caller's to close; {@code copies} makes untrained copies of it. */
    PublishedField(Supplier<Copy> copies, SampledField learned) {
        this.learned = learned;
        this.front = copies.get();
        this.back = copies.get();
        front.field.overwrite(learned);
    }

    /** Copies the parameters as they are. To be called by the thread that trains, between steps. */
    public synchronized void publish() {
        back.field.overwrite(learned);
        fresh = true;
        version++;
    }

    /** {@return whether a frame of the last state was begun or none was published; if not, publishing can wait} */
    public synchronized boolean isSeen() {
        return !fresh;
    }

    /** {@return a count that changes with each {@link #publish}} */
    public long version() {
        return version;
    }

    /**
     * Draws a frame of the last state. Several threads may draw at once.
     *
     * @param cancel says whether the frame is no longer wanted
     * @param draw draws it with a renderer that is good until it returns
     * @return what was drawn, or nothing if it was cancelled before it was begun
     */
    public <T> Optional<T> frame(BooleanSupplier cancel, Function<FieldRenderer, Optional<T>> draw) {
        Libtorch.load();
        Optional<FieldRenderer> renderer = begin(cancel);
        if (renderer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return draw.apply(renderer.get());
        } finally {
            end();
        }
    }

    /** A fresh state is shown once no frame of the one before is under way. */
    private synchronized Optional<FieldRenderer> begin(BooleanSupplier cancel) {
        while (fresh && frames > 0) {
            if (cancel.getAsBoolean()) {
                return Optional.empty();
            }
            try {
                wait(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        if (fresh) {
            Copy before = front;
            front = back;
            back = before;
            fresh = false;
        }
        frames++;
        return Optional.of(front.renderer);
    }

    private synchronized void end() {
        frames--;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        front.close();
        back.close();
    }
}
