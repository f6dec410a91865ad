package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

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
        program.launch("exponential_forward", CudaRuntime.each(n), runtime.arguments(FLOAT32, n, raw, density));
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
                runtime.arguments(FLOAT32, n, inputs[0], outputGradients[0], inputGradients[0]));
    }
}
