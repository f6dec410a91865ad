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

    /**
     * Applies the operation where its results are known already; an operation may skip the computation.
     *
     * @param known what {@link #apply} gave for these inputs, without a history; taken over and good once
     * @return the results, with a history if the tape records
     */
    default NDArray[] resume(Tape tape, NDArray[] known, NDArray... inputs) {
        return tape.isRecording() ? apply(tape, inputs) : known;
    }
}
