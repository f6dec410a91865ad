package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A network at fixed points, to be evaluated with its present parameters. */
@FunctionalInterface
public interface Evaluation {
    /** {@return [slots, n, c], differentiable in the parameters} */
    NDArray evaluate(Tape tape);
}
