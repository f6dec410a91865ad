package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums of radial bases on the device, a warp a point. A pair of a point and a base costs a row of F numbers forward and F atomic additions in the adjoint
 * of the numbers, whose order, and with it the last bits, changes from run to run.
 */
final class CudaRadial implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaRadial(CudaRuntime runtime, RadialLayout layout) {
        this.runtime = runtime;
        this.program = runtime.program("radial.cu", definitions(layout));
    }

    /** Constants of the source. */
    static Map<String, String> definitions(RadialLayout layout) {
        RadialLayout.Profile profile = layout.profile();
        return Map.of(
                "DIMENSIONS", Integer.toString(layout.dimensions()),
                "VALUE(q)", "(" + profile.cudaValue() + ")",
                "SLOPE(q, phi)", "(" + profile.cudaSlope() + ")",
                "LEAST", profile.least() + "f",
                "WAVES", layout.waves() ? "1" : "0");
    }

    @Override
    public int differentiable(int inputs) {
        return 3;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n d, k d, k f, k e, f, offsets, m", inputs);
        long n = inputs[0].getShape().get(0);
        NDArray values =
                runtime.create(inputs[0].getManager(), n, inputs[2].getShape().get(1));
        NDArray shares = runtime.create(inputs[0].getManager(), inputs[6].size());
        program.launch(
                "radial_forward",
                CudaRuntime.warps(Math.toIntExact(n)),
                runtime.arguments(FLOAT32, operands(inputs), values, shares));
        return new NDArray[] {values, shares};
    }

    private List<Object> operands(NDArray[] inputs) {
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        int features = Math.toIntExact(inputs[2].getShape().get(1));
        return List.of(
                n,
                features,
                Arrays.asList((Object[]) Arrays.copyOf(inputs, 5)),
                runtime.integers(inputs[5]),
                runtime.integers(inputs[6]));
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
        int points = Math.toIntExact(inputs[0].getShape().get(0));
        if (inputGradients[2] != null) {
            program.launch(
                    "radial_row_adjoint",
                    CudaRuntime.warps(points),
                    runtime.arguments(FLOAT32, operands(inputs), outputs[1], gradient, inputGradients[2]));
        }
        if (inputGradients[0] != null || inputGradients[1] != null) {
            try (NDArray slopes = runtime.create(inputs[0].getManager(), inputs[6].size())) {
                program.launch(
                        "radial_share_adjoint",
                        CudaRuntime.warps(points),
                        runtime.arguments(FLOAT32, operands(inputs), outputs[1], gradient, slopes));
                program.launch(
                        "radial_place_adjoint",
                        CudaRuntime.warps(points),
                        runtime.arguments(
                                FLOAT32, operands(inputs), outputs[1], slopes, inputGradients[0], inputGradients[1]));
            }
        }
    }
}
