package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** An iterative minimiser of the loss over the parameters. */
public interface Optimizer extends AutoCloseable {
    /**
     * Takes one step. Afterwards the gradient buffers are zero. If the loss at the start is not finite, the parameters stay
     * as they are and that loss is returned.
     *
     * @param rate learning rate of this step; methods that search along a line do not use it
     * @param objective the loss on the step's batch; may be evaluated several times
     * @return the loss at the start of the step
     */
    Loss step(double rate, Objective objective);

    /**
     * Sets the decay of the first moment for the steps that follow; methods without one go on as they are.
     *
     * @param decay in [0, 1)
     */
    default void momentum(double decay) {}

    /**
     * Whether the last step found no decrease. Further steps change nothing until the objective does.
     *
     * @return true if only another objective helps; false for methods that cannot tell
     */
    default boolean stalled() {
        return false;
    }

    /** {@return the state for the checkpoint, such as moments and counts, as tensors by name} */
    Map<String, NDArray> state();

    /**
     * Restores the state.
     *
     * @param state the same names
     */
    void restore(Map<String, NDArray> state);

    @Override
    void close();
}
