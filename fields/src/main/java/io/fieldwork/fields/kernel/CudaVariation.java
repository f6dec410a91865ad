package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Total variation of a sparse lattice on the device, a warp for each vertex: 16 bytes a number forward, 48 in the adjoint. */
final class CudaVariation implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;
    private final float smoothing;

    CudaVariation(CudaRuntime runtime, double smoothing) {
        this.runtime = runtime;
        this.program = runtime.program("voxels.cu", Map.of());
        this.smoothing = (float) smoothing;
    }

    @Override
    public int differentiable(int inputs) {
        return 1;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        NDArray sums = runtime.create(inputs[0].getManager(), inputs[1].size());
        program.launch(
                "variation_forward",
                CudaRuntime.warps(inputs[1].size()),
                runtime.arguments(FLOAT32, operands(inputs), sums));
        return new NDArray[] {sums};
    }

    /** Lattice, sizes, vertices and rows. */
    private List<Object> operands(NDArray[] inputs) {
        int n = Math.toIntExact(inputs[1].size());
        int width = Math.toIntExact(inputs[0].getShape().get(1));
        long vertices = runtime.integers(inputs[1]);
        return List.of(CudaVoxels.lattice(runtime, inputs[2]), n, width, smoothing, vertices, inputs[0]);
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] != null && inputGradients[0] != null) {
            program.launch(
                    "variation_adjoint",
                    CudaRuntime.warps(inputs[1].size()),
                    runtime.arguments(FLOAT32, operands(inputs), outputGradients[0], inputGradients[0]));
        }
    }
}
