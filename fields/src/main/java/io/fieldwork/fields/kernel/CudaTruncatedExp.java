package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Density from raw output on the device: 8 bytes a value forward, 16 in the adjoint. */
final class CudaTruncatedExp implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaTruncatedExp(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("exponential.cu", Map.of());
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        NDArray raw = inputs[0];
        NDArray density = runtime.create(raw.getManager(), raw.getShape().getShape());
        int n = Math.toIntExact(raw.getShape().size());
        program.launch("exponential_forward", CudaRuntime.each(n), n, runtime.floats(raw), runtime.floats(density));
        return new NDArray[] {density};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] == null || inputGradients[0] == null) {
            return;
        }
        int n = Math.toIntExact(inputs[0].getShape().size());
        program.launch(
                "exponential_adjoint",
                CudaRuntime.each(n),
                n,
                runtime.floats(inputs[0]),
                runtime.floats(outputGradients[0]),
                runtime.floats(inputGradients[0]));
    }
}
