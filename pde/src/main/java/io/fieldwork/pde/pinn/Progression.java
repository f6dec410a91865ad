package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Something in the loss that changes as training goes on. */
interface Progression {
    /** Back to the start, for a new time window. */
    void restart();

    /** Where it stands, for logs: metrics by name. */
    Map<String, Double> shown();

    /** What must survive a resume, by names that no other progression uses. */
    Map<String, NDArray> state();

    /**
     * Takes back what {@link #state} gave.
     *
     * @param state the same names among others
     */
    void restore(Map<String, NDArray> state);
}
