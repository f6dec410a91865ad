package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Colours from a sparse lattice of coefficients on the device, a warp for each point, whose lanes read a row side by side. With nine basis
 * functions a point reads 32 bytes of links and 864 of rows; the adjoint of the rows adds as many.
 */
final class CudaVoxelColors implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaVoxelColors(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("voxels.cu", Map.of());
    }

    @Override
    public int differentiable(int inputs) {
        return 2;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        NDArray sums = runtime.create(inputs[0].getManager(), n, 3);
        program.launch(
                "colors_forward", CudaRuntime.warps(n), runtime.arguments(FLOAT32, operands(inputs), inputs[1], sums));
        return new NDArray[] {sums};
    }

    /** Lattice, sizes, points, basis, rays and densities. */
    private List<Object> operands(NDArray[] inputs) {
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        int terms = Math.toIntExact(inputs[2].getShape().get(1));
        long rays = runtime.integers(inputs[3]);
        return List.of(CudaVoxels.lattice(runtime, inputs[5]), n, terms, inputs[0], inputs[2], rays, inputs[4]);
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        NDArray gradient = outputGradients[0];
        if (gradient == null) {
            return;
        }
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        program.launch(
                "colors_adjoint",
                CudaRuntime.warps(n),
                runtime.arguments(
                        FLOAT32, operands(inputs), inputs[1], gradient, inputGradients[0], inputGradients[1]));
    }
}
