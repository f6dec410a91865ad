package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Memory;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Sines and cosines of coordinates on the host, a tile of rows at a time: one vector function an octave for all coordinates of the
 * tile, then rows of 4 d (1 + 2 octaves) bytes. The adjoint reads sines and cosines back from the result.
 */
final class HostFrequencies implements FusedOperation {
    private static final JetArithmetic<float[]> ARITHMETIC = JetArithmetic.SINGLE;
    private static final int CHUNK = 1024;
    private static final int ROWS = 64;

    private final int octaves;

    HostFrequencies(int octaves) {
        this.octaves = PlainScripts.octaves(octaves);
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        assert ShapeContract.match("n d", inputs);
        int d = Math.toIntExact(inputs[0].getShape().get(1));
        long n = inputs[0].getShape().get(0);
        NDArray result = inputs[0].getManager().create(new Shape(n, width(d)), DataType.FLOAT32);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment y = Storage.of(result);
        HostChunks chunks = new HostChunks(n, CHUNK);
        chunks.run(
                () -> new Tile(d),
                (tile, number) -> chunks.pieces(number, ROWS, (first, rows) -> tile.forward(x, y, first, rows)));
        return new NDArray[] {result};
    }

    private int width(int d) {
        return d * (1 + 2 * octaves);
    }

    /** Working memory of one thread. */
    private final class Tile {
        private final int d;
        private final int step;
        private final float[] x;
        private final float[] phases;
        private final float[] waves;
        private final float[] rows;

        Tile(int d) {
            this.d = d;
            this.step = ARITHMETIC.stride(ROWS * d);
            this.x = ARITHMETIC.zeros(step);
            this.phases = ARITHMETIC.zeros(step);
            this.waves = ARITHMETIC.zeros(2 * step);
            this.rows = ARITHMETIC.zeros(ROWS * width(d));
        }

        void forward(MemorySegment from, MemorySegment to, long first, int count) {
            int width = width(d);
            ARITHMETIC.load(from, first * d, x, 0, count * d);
            spread(x, 0, 0, count);
            for (int k = 0; k < octaves; k++) {
                ARITHMETIC.clear(phases, 0, step);
                ARITHMETIC.add(1 << k, x, 0, phases, 0, count * d);
                ARITHMETIC.derivatives(Activation.SIN, 2, phases, 0, waves, step, 0, count * d);
                spread(waves, 0, d * (1 + 2 * k), count);
                spread(waves, step, d * (2 + 2 * k), count);
            }
            ARITHMETIC.store(rows, 0, to, first * width, count * width);
        }

        /** Copies d values a row to a column of the rows. */
        private void spread(float[] values, int at, int column, int count) {
            int width = width(d);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < d; j++) {
                    rows[i * width + column + j] = values[at + i * d + j];
                }
            }
        }
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
        int d = Math.toIntExact(inputs[0].getShape().get(1));
        MemorySegment y = Storage.of(outputs[0]);
        MemorySegment dy = Storage.of(outputGradients[0]);
        MemorySegment dx = Storage.of(inputGradients[0]);
        int row = 4 * width(d);
        new HostChunks(inputs[0].getShape().get(0), CHUNK).each((first, count) -> {
            long value = Memory.address(y, row * first, (long) row * count);
            long slope = Memory.address(dy, row * first, (long) row * count);
            long to = Memory.address(dx, 4L * d * first, 4L * d * count);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < d; j++) {
                    long at = to + 4L * (i * d + j);
                    float more = slope(d, value + (long) row * i + 4L * j, slope + (long) row * i + 4L * j);
                    Memory.ALL.set(JAVA_FLOAT, at, Memory.ALL.get(JAVA_FLOAT, at) + more);
                }
            }
        });
    }

    /** The gradient of one coordinate: its own, and 2^k (cos dsin - sin dcos) of every octave. */
    private float slope(int d, long y, long dy) {
        float sum = Memory.ALL.get(JAVA_FLOAT, dy);
        for (int k = 0; k < octaves; k++) {
            int sine = 4 * d * (1 + 2 * k);
            int cosine = sine + 4 * d;
            float part = Memory.ALL.get(JAVA_FLOAT, y + cosine) * Memory.ALL.get(JAVA_FLOAT, dy + sine)
                    - Memory.ALL.get(JAVA_FLOAT, y + sine) * Memory.ALL.get(JAVA_FLOAT, dy + cosine);
            sum += (1 << k) * part;
        }
        return sum;
    }
}
