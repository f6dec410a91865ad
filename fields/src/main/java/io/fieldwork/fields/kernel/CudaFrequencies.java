package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sines and cosines of coordinates on the device: 4 bytes read and 4 (1 + 2 octaves) written a coordinate, twice that in the adjoint. */
final class CudaFrequencies implements FusedOperation {
    private final CudaRuntime runtime;
    private final CudaProgram program;
    private final int octaves;

    CudaFrequencies(CudaRuntime runtime, int octaves) {
        this.runtime = runtime;
        this.octaves = PlainScripts.octaves(octaves);
        this.program = runtime.program("frequencies.cu", Map.of("OCTAVES", Integer.toString(octaves)));
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n d", inputs);
        long n = inputs[0].getShape().get(0);
        int d = Math.toIntExact(inputs[0].getShape().get(1));
        NDArray result = runtime.create(inputs[0].getManager(), n, d * (1L + 2 * octaves));
        int waves = Math.toIntExact(n * d * octaves);
        program.launch(
                "frequencies_forward",
                CudaRuntime.each(waves),
                runtime.arguments(FLOAT32, waves, d, inputs[0], result));
        return new NDArray[] {result};
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
        int coordinates = Math.toIntExact(inputs[0].getShape().size());
        int d = Math.toIntExact(inputs[0].getShape().get(1));
        program.launch(
                "frequencies_adjoint",
                CudaRuntime.each(coordinates),
                runtime.arguments(FLOAT32, coordinates, d, outputs[0], outputGradients[0], inputGradients[0]));
    }
}
