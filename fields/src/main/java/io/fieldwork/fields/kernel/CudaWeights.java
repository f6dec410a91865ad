package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Volume rendering weights on the device, one warp a ray: 32 samples at a time, optical depths by a prefix sum over the lanes.
 *
 * <p>A sample costs 12 bytes and about 40 operations forward; the adjoint passes over it twice. It subtracts a running sum of
 * w_j dL/dw_j from its total, so the gradient of a density has an absolute error of about 1e-7 of that total.
 */
final class CudaWeights implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaWeights(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("weights.cu", Map.of());
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("s, s, r", inputs);
        int rays = RayBundle.count(inputs[2]);
        NDManager manager = inputs[0].getManager();
        NDArray weights = runtime.create(manager, inputs[0].getShape().getShape());
        NDArray opacity = runtime.create(manager, rays);
        program.launch(
                "weights_forward",
                CudaRuntime.warps(rays),
                rays,
                runtime.integers(inputs[2]),
                runtime.floats(inputs[0]),
                runtime.floats(inputs[1]),
                runtime.floats(weights),
                runtime.floats(opacity));
        return new NDArray[] {weights, opacity};
    }

    @Override
    public int differentiable(int inputs) {
        return 1;
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        int rays = RayBundle.count(inputs[2]);
        program.launch(
                "weights_adjoint",
                CudaRuntime.warps(rays),
                rays,
                runtime.integers(inputs[2]),
                runtime.floats(inputs[0]),
                runtime.floats(inputs[1]),
                runtime.floats(outputs[1]),
                runtime.floats(outputGradients[0]),
                runtime.floats(outputGradients[1]),
                runtime.floats(inputGradients[0]));
    }
}
