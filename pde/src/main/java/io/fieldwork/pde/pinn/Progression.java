package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** A part of the loss that evolves during training, such as stages, weights, coefficients. */
interface Progression {
    /** Restarts, for a new time window. */
    void restart();

    /** Its present values for logs: metrics by name. */
    Map<String, Double> shown();

    /** The state for checkpoints, by names that no other progression uses. */
    Map<String, NDArray> state();

    /** Restores the state, given under the same names among others. */
    void restore(Map<String, NDArray> state);
}
