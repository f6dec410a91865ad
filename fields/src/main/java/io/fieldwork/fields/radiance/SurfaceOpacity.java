package io.fieldwork.fields.radiance;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import java.util.Map;

/** How a signed distance is seen: its density, and the mean extinction of intervals, with one number to learn. Distances are of any unit. */
sealed interface SurfaceOpacity permits LaplaceOpacity, LogisticOpacity {
    /** The density [n] at signed distances [n], per unit of distance; of a surface that is seen along its normal. */
    NDArray density(NDArray distance);

    /**
     * The mean extinction [n] of intervals around points, per unit of distance.
     *
     * @param distance signed distances [n] of the points
     * @param density what {@link #density} gave for them
     * @param slope change [n] of the distance a unit of way along the ray
     * @param delta lengths [n] of the intervals
     */
    NDArray extinction(NDArray distance, NDArray density, NDArray slope, NDArray delta);

    /** The number that is learned. */
    Parameter parameter();

    /** The width of the layer in which light ends, at present. */
    double spread();

    /** Follows the steps of the training. */
    default void adapt(long step) {}

    /** What follows the training, by name. */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    /** Takes a {@link #state}. */
    default void restore(Map<String, NDArray> state) {}
}
