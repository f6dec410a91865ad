package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A network at fixed points, to be evaluated with its present parameters. */
@FunctionalInterface
public interface Evaluation {
    /**
     * Evaluates the network, differentiably in its parameters.
     *
     * @param tape of this step
     * @return [slots, n, c]
     */
    NDArray evaluate(Tape tape);
}
