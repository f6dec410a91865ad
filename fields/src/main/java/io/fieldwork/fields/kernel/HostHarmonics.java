package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import java.lang.foreign.MemorySegment;

/** Real spherical harmonics of unit directions on the host, some 60 operations a direction for four bands. */
final class HostHarmonics implements Operation {
    private static final int CHUNK = 4096;
    private final int degree;

    HostHarmonics(int degree) {
        if (degree < 1 || degree > 4) {
            throw new IllegalArgumentException("spherical harmonics have 1 to 4 bands here, not " + degree);
        }
        this.degree = degree;
    }

    @Override
    public NDArray[] apply(Tape tape, NDArray... inputs) {
        assert ShapeContract.match("n 3", inputs[0]);
        int n = Math.toIntExact(inputs[0].getShape().get(0));
        int width = degree * degree;
        NDArray output = inputs[0].getManager().create(new Shape(n, width), DataType.FLOAT32);
        MemorySegment d = Storage.of(inputs[0]);
        MemorySegment out = Storage.of(output);
        new HostChunks(n, CHUNK).each((first, count) -> {
            long from = Memory.address(d, 12 * first, 12L * count);
            long to = Memory.address(out, 4 * width * first, 4L * width * count);
            float[] y = new float[16];
            for (int i = 0; i < count; i++) {
                evaluate(number(from, 3 * i), number(from, 3 * i + 1), number(from, 3 * i + 2), y);
                for (int k = 0; k < width; k++) {
                    Memory.ALL.set(JAVA_FLOAT, to + 4L * (width * i + k), y[k]);
                }
            }
        });
        return new NDArray[] {output};
    }

    private static float number(long address, int index) {
        return Memory.ALL.get(JAVA_FLOAT, address + 4L * index);
    }

    /** The 16 values of bands 0 to 3. */
    private static void evaluate(float x, float y, float z, float[] out) {
        float xx = x * x;
        float yy = y * y;
        float zz = z * z;
        out[0] = 0.28209479f;
        out[1] = -0.48860251f * y;
        out[2] = 0.48860251f * z;
        out[3] = -0.48860251f * x;
        out[4] = 1.0925484f * x * y;
        out[5] = -1.0925484f * y * z;
        out[6] = 0.31539157f * (2 * zz - xx - yy);
        out[7] = -1.0925484f * x * z;
        out[8] = 0.54627422f * (xx - yy);
        out[9] = -0.59004359f * y * (3 * xx - yy);
        out[10] = 2.8906114f * x * y * z;
        out[11] = -0.45704580f * y * (4 * zz - xx - yy);
        out[12] = 0.37317633f * z * (2 * zz - 3 * xx - 3 * yy);
        out[13] = -0.45704580f * x * (4 * zz - xx - yy);
        out[14] = 1.4453057f * z * (xx - yy);
        out[15] = -0.59004359f * x * (xx - 3 * yy);
    }
}
