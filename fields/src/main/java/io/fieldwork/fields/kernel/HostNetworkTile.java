package io.fieldwork.fields.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** The forward and backward pass of a network on a tile of rows that fits the caches of one core, for one thread. */
final class HostNetworkTile {
    /** Rows at a time. */
    static final int ROWS = 64;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private final HostNetworkWeights weights;
    private final int layers;
    private final int[] widths;
    private final int[] strides;
    private final float[][] values;
    private final float[][] gradients;
    private final float[] packed;

    /**
     * An empty tile.
     *
     * @param weights the network's layers
     */
    HostNetworkTile(HostNetworkWeights weights) {
        this.weights = weights;
        this.widths = weights.widths();
        this.layers = widths.length - 1;
        this.strides = new int[layers + 1];
        this.values = new float[layers + 1][];
        this.gradients = new float[layers + 1][];
        int widest = 0;
        for (int k = 0; k <= layers; k++) {
            strides[k] = HostNetworkProduct.stride(widths[k]);
            values[k] = HostNetworkProduct.matrix(ROWS, strides[k]);
            gradients[k] = HostNetworkProduct.matrix(ROWS, strides[k]);
            widest = Math.max(widest, widths[k]);
        }
        this.packed = new float[ROWS * widest];
    }

    /**
     * Evaluates some rows.
     *
     * @param x inputs [n, in]
     * @param y results [n, out], written
     * @param first the first row
     * @param rows at most {@link #ROWS}
     */
    void forward(MemorySegment x, MemorySegment y, long first, int rows) {
        MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, first * widths[0] * Float.BYTES, values[0], 0, rows * widths[0]);
        for (int k = 0; k < layers; k++) {
            layer(k, rows);
        }
        int width = widths[layers];
        MemorySegment.copy(
                dense(layers, values[layers], rows),
                0,
                y,
                ValueLayout.JAVA_FLOAT,
                first * width * Float.BYTES,
                rows * width);
    }

    /**
     * Adds the gradients of some rows. The hidden values are computed again: that takes about as long as it would to
     * store them in main memory and fetch them, and holds no memory between the passes.
     *
     * @param x inputs [n, in]
     * @param dy gradient of the results [n, out]
     * @param dx gradient of the inputs [n, in], added to, or null
     * @param dw gradients of the weights as {@link HostNetworkWeights#gradients} lays them out, added to
     * @param first the first row
     * @param rows at most {@link #ROWS}
     */
    void adjoint(MemorySegment x, MemorySegment dy, @Nullable MemorySegment dx, float[][] dw, long first, int rows) {
        MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, first * widths[0] * Float.BYTES, values[0], 0, rows * widths[0]);
        for (int k = 0; k < layers - 1; k++) {
            layer(k, rows);
        }
        int out = widths[layers];
        MemorySegment.copy(dy, ValueLayout.JAVA_FLOAT, first * out * Float.BYTES, gradients[layers], 0, rows * out);
        for (int k = layers - 1; k >= 0; k--) {
            if (dw[k] != null) {
                weights.accumulate(k, rows, values[k], stride(k), gradients[k + 1], gradientStride(k + 1), dw[k]);
            }
            if (k > 0 || dx != null) {
                weights.backward(k, rows, gradients[k + 1], gradientStride(k + 1), gradients[k]);
            }
            if (k > 0) {
                gate(values[k], gradients[k], rows * strides[k]);
            }
        }
        if (dx != null) {
            addInput(dx, first, rows);
        }
    }

    private void layer(int k, int rows) {
        weights.forward(k, rows, values[k], stride(k), values[k + 1]);
        if (k < layers - 1) {
            rectify(values[k + 1], rows * strides[k + 1]);
        }
    }

    private int stride(int k) {
        return k == 0 ? widths[0] : strides[k];
    }

    private int gradientStride(int k) {
        return k == layers ? widths[k] : strides[k];
    }

    private void addInput(MemorySegment dx, long first, int rows) {
        float[] more = dense(0, gradients[0], rows);
        int length = rows * widths[0];
        long at = first * widths[0] * Float.BYTES;
        MemorySegment.copy(dx, ValueLayout.JAVA_FLOAT, at, values[0], 0, length);
        for (int i = 0; i < length; i++) {
            values[0][i] += more[i];
        }
        MemorySegment.copy(values[0], 0, dx, ValueLayout.JAVA_FLOAT, at, length);
    }

    /** The rows of a matrix of layer k's width, without the gaps between them. */
    private float[] dense(int k, float[] matrix, int rows) {
        int width = widths[k];
        if (width == strides[k]) {
            return matrix;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(matrix, r * strides[k], packed, r * width, width);
        }
        return packed;
    }

    private static void rectify(float[] values, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            value.blend(0, value.compare(VectorOperators.LE, 0)).intoArray(values, i);
        }
    }

    private static void gate(float[] values, float[] gradients, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            FloatVector.fromArray(SPECIES, gradients, i)
                    .blend(0, value.compare(VectorOperators.LE, 0))
                    .intoArray(gradients, i);
        }
    }
}
