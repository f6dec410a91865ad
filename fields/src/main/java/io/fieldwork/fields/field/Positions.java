package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** World coordinates of points, with what a medium found there before, which is good for one evaluation with a history. */
public final class Positions {
    private final NDArray x;
    private final AtomicReference<Medium.@Nullable Geometry> known;

    /**
     * Points of which nothing is known.
     *
     * @param x [n, 3]
     */
    public Positions(NDArray x) {
        this.x = x;
        this.known = new AtomicReference<>();
    }

    /**
     * Points at which a medium was evaluated.
     *
     * @param x [n, 3]
     * @param known what the medium gave for them and its present parameters, without a history
     */
    public Positions(NDArray x, Medium.Geometry known) {
        this.x = x;
        this.known = new AtomicReference<>(known);
    }

    /**
     * The coordinates.
     *
     * @return [n, 3]
     */
    public NDArray x() {
        return x;
    }

    /**
     * Takes what is known. Whoever asks later finds nothing: the parameters may have changed since, and an array can join the
     * history of one tape only.
     *
     * @return what a medium found at the points, at the first call, if anything
     */
    public Optional<Medium.Geometry> take() {
        return Optional.ofNullable(known.getAndSet(null));
    }
}
