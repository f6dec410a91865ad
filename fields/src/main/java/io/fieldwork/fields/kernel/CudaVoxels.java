package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trilinear look-up in a sparse lattice on the device, a thread for each number of a point: 32 bytes of links a thread and 32 of rows;
 * the adjoint of the rows adds as many, the adjoint of points takes a thread for each point.
 */
final class CudaVoxels implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaVoxels(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("voxels.cu", Map.of());
    }

    /** Address and sides of links int32 [nz, ny, nx], as every kernel takes them first. */
    static List<Object> lattice(CudaRuntime runtime, NDArray links) {
        int[] sides = new int[3];
        for (int k = 0; k < 3; k++) {
            sides[k] = Math.toIntExact(links.getShape().get(2 - k));
        }
        return List.of(runtime.integers(links), sides[0], sides[1], sides[2]);
    }

    @Override
    public int differentiable(int inputs) {
        return 2;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        int width = Math.toIntExact(inputs[1].getShape().get(1));
        NDArray values = runtime.create(inputs[0].getManager(), n, width);
        program.launch(
                "voxels_forward",
                CudaRuntime.each((long) n * width),
                runtime.arguments(FLOAT32, lattice(runtime, inputs[2]), n, width, inputs[0], inputs[1], values));
        return new NDArray[] {values};
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
        int width = Math.toIntExact(inputs[1].getShape().get(1));
        List<Object> lattice = lattice(runtime, inputs[2]);
        if (inputGradients[1] != null) {
            program.launch(
                    "voxels_row_adjoint",
                    CudaRuntime.each((long) n * width),
                    runtime.arguments(FLOAT32, lattice, n, width, inputs[0], gradient, inputGradients[1]));
        }
        if (inputGradients[0] != null) {
            program.launch(
                    "voxels_point_adjoint",
                    CudaRuntime.each(n),
                    runtime.arguments(FLOAT32, lattice, n, width, inputs[0], inputs[1], gradient, inputGradients[0]));
        }
    }
}
