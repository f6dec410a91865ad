package io.fieldwork.fields.kernel;

import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/** The forward and backward pass of a network on a tile of rows that fits the caches of one core, for one thread. */
final class HostNetworkTile {
    /** Rows at a time. */
    static final int ROWS = 64;

    private static final JetArithmetic<float[]> ARITHMETIC = JetArithmetic.SINGLE;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private final HostNetworkWeights weights;
    private final int layers;
    private final int[] widths;
    private final List<Matrix<float[]>> values = new ArrayList<>();
    private final List<Matrix<float[]>> gradients = new ArrayList<>();
    private final float[] packed;
    private final float[] product;

    HostNetworkTile(HostNetworkWeights weights) {
        this.weights = weights;
        this.widths = weights.widths();
        this.layers = widths.length - 1;
        for (int k = 0; k <= layers; k++) {
            values.add(matrix(k, k == 0));
            gradients.add(matrix(k, k == layers));
        }
        this.packed = new float[ROWS * Arrays.stream(widths).max().orElseThrow()];
        this.product = weights.product();
    }

    /** Rows of a width, without gaps between them if they are copied from a tensor. */
    private Matrix<float[]> matrix(int k, boolean copied) {
        int stride = weights.stride(k);
        return new Matrix<>(HostNetworkWeights.matrix(ROWS, stride).array(), copied ? widths[k] : stride);
    }

    /** Evaluates at most {@link #ROWS} rows from the first on: x [n, in] to y [n, out]. */
    void forward(MemorySegment x, MemorySegment y, long first, int rows) {
        ARITHMETIC.load(x, first * widths[0], values.getFirst().array(), 0, rows * widths[0]);
        for (int k = 0; k < layers; k++) {
            layer(k, rows);
        }
        int width = widths[layers];
        ARITHMETIC.store(dense(layers, values.getLast().array(), rows), 0, y, first * width, rows * width);
    }

    /**
     * Adds the gradients of at most {@link #ROWS} rows to dx [n, in], if there is one, and to dw, as {@link
     * HostNetworkWeights#gradients} lays it out, given x [n, in] and dy [n, out]. The hidden values are computed again:
     * that takes about as long as it would to store them in main memory and fetch them, and holds no memory between the
     * passes.
     */
    void adjoint(MemorySegment x, MemorySegment dy, @Nullable MemorySegment dx, float[][] dw, long first, int rows) {
        ARITHMETIC.load(x, first * widths[0], values.getFirst().array(), 0, rows * widths[0]);
        for (int k = 0; k < layers - 1; k++) {
            layer(k, rows);
        }
        int out = widths[layers];
        ARITHMETIC.load(dy, first * out, gradients.getLast().array(), 0, rows * out);
        for (int k = layers - 1; k >= 0; k--) {
            if (dw[k] != null) {
                weights.accumulate(k, rows, values.get(k), gradients.get(k + 1), product, dw[k]);
            }
            if (k > 0 || dx != null) {
                weights.backward(k, rows, gradients.get(k + 1), gradients.get(k));
            }
            if (k > 0) {
                gate(values.get(k).array(), gradients.get(k).array(), rows * weights.stride(k));
            }
        }
        if (dx != null) {
            float[] more = dense(0, gradients.getFirst().array(), rows);
            ARITHMETIC.addTo(more, 0, dx, first * widths[0], rows * widths[0]);
        }
    }

    private void layer(int k, int rows) {
        weights.forward(k, rows, values.get(k), values.get(k + 1));
        if (k < layers - 1) {
            rectify(values.get(k + 1).array(), rows * weights.stride(k + 1));
        }
    }

    /** The rows of a matrix of layer k's width, without the gaps between them. */
    private float[] dense(int k, float[] matrix, int rows) {
        int width = widths[k];
        int stride = weights.stride(k);
        if (width == stride) {
            return matrix;
        }
        for (int r = 0; r < rows; r++) {
            System.arraycopy(matrix, r * stride, packed, r * width, width);
        }
        return packed;
    }

    static void rectify(float[] values, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            value.blend(0, value.compare(VectorOperators.LE, 0)).intoArray(values, i);
        }
    }

    static void gate(float[] values, float[] gradients, int length) {
        for (int i = 0; i < length; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            FloatVector.fromArray(SPECIES, gradients, i)
                    .blend(0, value.compare(VectorOperators.LE, 0))
                    .intoArray(gradients, i);
        }
    }
}
