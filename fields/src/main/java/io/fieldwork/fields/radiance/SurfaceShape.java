package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;

/** A signed distance with its gradient and with features, as a function of places in half sides of the box from its middle. */
sealed interface SurfaceShape permits FrequencyShape, HashShape {
    /** The distance and the features [n, 1 + features], and the gradient [n, 3] of the distance, at places [n, 3]. */
    NDArray[] found(Tape tape, NDArray x);

    /** The distance alone [n] at places [n, 3], without a history. */
    NDArray value(NDArray x);

    /** What is learned. */
    List<Parameter> parameters();

    /** Follows the part of the training that is done. */
    default void adapt(double fraction) {}

    /** What follows the training, by name. */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** Takes a {@link #state}. */
    default void restore(Map<String, NDArray> state) {}
}
