package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.Map;

/** Spherical harmonics on the device: 12 bytes read, 4 degree^2 written and at most 60 operations a direction. */
final class CudaHarmonics implements Operation {
    private final CudaRuntime runtime;
    private final CudaProgram program;
    private final int values;

    CudaHarmonics(CudaRuntime runtime, int degree) {
        if (degree < 1 || degree > 4) {
            throw new IllegalArgumentException("spherical harmonics have 1 to 4 bands here, not " + degree);
        }
        this.runtime = runtime;
        this.program = runtime.program("harmonics.cu", Map.of("DEGREE", Integer.toString(degree)));
        this.values = degree * degree;
    }

    @Override
    public NDArray[] apply(Tape tape, NDArray... inputs) {
        assert ShapeContract.match("n 3", inputs);
        int directions = Math.toIntExact(inputs[0].getShape().get(0));
        NDArray result = runtime.create(inputs[0].getManager(), directions, values);
        program.launch(
                "harmonics", CudaRuntime.each(directions), runtime.arguments(FLOAT32, directions, inputs[0], result));
        return new NDArray[] {result};
    }
}
