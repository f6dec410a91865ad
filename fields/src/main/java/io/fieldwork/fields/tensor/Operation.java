package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;

/**
 * A differentiable function of tensors. A plain operation is built from the engine's own differentiable operators (usually
 * one {@link Script} method); a {@link FusedOperation} carries its own adjoint and is recorded on the {@link Tape}.
 */
@FunctionalInterface
public interface Operation {
    /**
     * Applies the operation.
     *
     * @param tape the tape of this step, which remembers what the backward pass needs
     * @param inputs the operands, shapes as the operation documents
     * @return the results, owned by the manager of the first input
     */
    NDArray[] apply(Tape tape, NDArray... inputs);
}
