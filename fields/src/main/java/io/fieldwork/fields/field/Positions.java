package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** World coordinates of points, optionally with a medium's geometry there for one evaluation with a history. */
public final class Positions {
    private final NDArray x;
    private final AtomicReference<Medium.@Nullable Geometry> known;

    /** Points [n, 3] without known geometry. */
    public Positions(NDArray x) {
        this.x = x;
        this.known = new AtomicReference<>();
    }

    /**
     * Points [n, 3] at which a medium was evaluated: it gave the geometry for its present parameters, without a
     * history.
     */
    public Positions(NDArray x, Medium.Geometry known) {
        this.x = x;
        this.known = new AtomicReference<>(known);
    }

    /** {@return the coordinates [n, 3]} */
    public NDArray x() {
        return x;
    }

    /**
     * {@return the known geometry at the first call} Later calls find nothing: the parameters may have changed since,
     * and an array can join the history of one tape only.
     */
    public Optional<Medium.Geometry> take() {
        return Optional.ofNullable(known.getAndSet(null));
    }
}
