package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** An iterative minimiser of the loss over the parameters. */
public interface Optimizer extends AutoCloseable {
    /**
     * Takes one step and returns the loss at its start. Afterwards the gradient buffers are zero. If that loss is not finite,
     * the parameters stay as they are.
     *
     * @param rate learning rate of this step; methods that search along a line do not use it
     * @param objective the loss on the step's batch; may be evaluated several times
     */
    Loss step(double rate, Objective objective);

    /** @param decay of the first moment in the steps that follow, in [0, 1); methods without one go on as they are */
    default void momentum(double decay) {}

    /** {@return whether the last step found no decrease, so that only another objective helps; false where unknown} */
    default boolean stalled() {
        return false;
    }

    /** {@return the state for the checkpoint, such as moments and counts, as tensors by name} */
    Map<String, NDArray> state();

    /** @param state to restore, under the names of {@link #state} */
    void restore(Map<String, NDArray> state);

    @Override
    void close();
}
