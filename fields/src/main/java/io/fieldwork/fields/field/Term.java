package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** What a field offers to be kept small beside the errors it makes, such as the total variation of a grid. */
@FunctionalInterface
public interface Term {
    /**
     * {@return a differentiable scalar, before it is weighted}
     *
     * @param tape of this step
     * @param step training steps taken; with the seed it decides what the term draws at random
     * @param seed of the run
     */
    NDArray value(Tape tape, long step, long seed);
}
