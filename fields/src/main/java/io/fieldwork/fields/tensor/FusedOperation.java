package io.fieldwork.fields.tensor;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a hand-written adjoint that reads and writes tensor storage directly.
 *
 * <p>With y = f(x) and a scalar loss L, {@link #adjoint} adds (dy/dx)^T dL/dy to dL/dx. It is unaware of the engine's
 * graph: the {@link Tape} cuts the graph here and continues behind it.
 */
public interface FusedOperation extends Operation {
    /**
     * {@return fresh results for contiguous operands, owned by the manager of the first, without recording anything}
     */
    NDArray[] forward(NDArray... inputs);

    /**
     * Adds the gradients of the inputs, given the inputs and outputs of {@link #forward}.
     *
     * @param outputGradients dL/dy, shaped like the outputs; an entry is null where nothing depends on that output
     * @param inputGradients buffers shaped like the inputs to add dL/dx into; an entry is null where none is wanted
     */
    void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients);

    /**
     * {@return the number of leading inputs that the adjoint can differentiate, by default all; the rest are constants}
     */
    default int differentiable(int inputs) {
        return inputs;
    }

    @Override
    default NDArray[] apply(Tape tape, NDArray... inputs) {
        return tape.record(this, inputs);
    }

    @Override
    default NDArray[] resume(Tape tape, NDArray[] known, NDArray... inputs) {
        return tape.adopt(this, known, inputs);
    }
}
