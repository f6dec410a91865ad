package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A network at certain points, ready to be evaluated with the parameters of the moment as often as they change. */
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
