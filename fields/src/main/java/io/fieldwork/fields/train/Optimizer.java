package io.fieldwork.fields.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.function.Supplier;

/** Changes parameters so that the loss falls. */
public interface Optimizer extends AutoCloseable {
    /**
     * Takes one step.
     *
     * @param rate learning rate of this step
     * @param closure evaluates the loss on the step's batch and leaves its gradients in the parameters; may be called
     *     several times
     * @return the loss at the start of the step
     */
    Loss step(double rate, Supplier<Loss> closure);

    /**
     * Moments and counts.
     *
     * @return names to tensors for the checkpoint
     */
    Map<String, NDArray> state();

    /**
     * Takes back what {@link #state} gave.
     *
     * @param state the same names
     */
    void restore(Map<String, NDArray> state);

    @Override
    void close();
}
