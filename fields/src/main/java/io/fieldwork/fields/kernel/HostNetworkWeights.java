package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** The weight matrices of a network during one call, by rows and by columns, and the shape of their gradients. */
final class HostNetworkWeights {
    private static final JetArithmetic<float[]> ARITHMETIC = JetArithmetic.SINGLE;

    private final int[] widths;
    private final List<Matrix<float[]>> byOutput = new ArrayList<>();
    private final List<Matrix<float[]>> byInput = new ArrayList<>();
    private final Matrix<float[]> zeros;

    /** Copies the matrices [widths[k + 1], widths[k]] that follow the first of the inputs. */
    HostNetworkWeights(int[] widths, NDArray... inputs) {
        this.widths = widths;
        this.zeros = new Matrix<>(ARITHMETIC.zeros(Arrays.stream(widths).max().orElseThrow()), 0);
        for (int k = 0; k < widths.length - 1; k++) {
            MemorySegment matrix = Storage.of(inputs[k + 1]);
            Matrix<float[]> rows = matrix(widths[k + 1], stride(k));
            for (int i = 0; i < widths[k + 1]; i++) {
                ARITHMETIC.load(matrix, (long) i * widths[k], rows.array(), i * stride(k), widths[k]);
            }
            byOutput.add(rows);
            byInput.add(transposed(rows, widths[k + 1], widths[k], stride(k + 1)));
        }
    }

    /** Zeros, with what products read and write beyond the matrix. */
    static Matrix<float[]> matrix(int rows, int stride) {
        return new Matrix<>(ARITHMETIC.zeros((rows + JetArithmetic.ROWS) * stride), stride);
    }

    private static Matrix<float[]> transposed(Matrix<float[]> matrix, int rows, int columns, int stride) {
        Matrix<float[]> result = matrix(columns, stride);
        ARITHMETIC.transpose(matrix.array(), rows, columns, matrix.row(), result.array(), stride);
        return result;
    }

    /** In, hidden..., out. */
    int[] widths() {
        return widths;
    }

    /** A width in whole vectors. */
    int stride(int k) {
        return ARITHMETIC.stride(widths[k]);
    }

    /** W of layer k, [out, in]. */
    Matrix<float[]> byOutput(int k) {
        return byOutput.get(k);
    }

    /** W^T of layer k, [in, out]. */
    Matrix<float[]> byInput(int k) {
        return byInput.get(k);
    }

    /** y = x W^T of layer k: x [rows, in], y [rows, out]. */
    void forward(int k, int rows, Matrix<float[]> x, Matrix<float[]> y) {
        ARITHMETIC.matrix(rows, widths[k + 1], widths[k], x, byInput.get(k), zeros, y);
    }

    /** dx = dy W of layer k: dy [rows, out], dx [rows, in]. */
    void backward(int k, int rows, Matrix<float[]> dy, Matrix<float[]> dx) {
        ARITHMETIC.matrix(rows, widths[k], widths[k + 1], dy, byOutput.get(k), zeros, dx);
    }

    /**
     * dW += dy^T x of layer k, or its transpose where that fills the vectors better, by way of memory for the product.
     */
    void accumulate(int k, int rows, Matrix<float[]> x, Matrix<float[]> dy, float[] product, float[] dw) {
        int height = widths[transposed(k) ? k : k + 1];
        int stride = stride(transposed(k) ? k + 1 : k);
        Matrix<float[]> result = new Matrix<>(product, stride);
        if (transposed(k)) {
            ARITHMETIC.matrix(height, widths[k + 1], rows, x.transposed(), dy, zeros, result);
        } else {
            ARITHMETIC.matrix(height, widths[k], rows, dy.transposed(), x, zeros, result);
        }
        ARITHMETIC.add(1, product, 0, dw, 0, height * stride);
    }

    /** Zeros to accumulate the gradients of the weights in, null for a layer whose gradient is not wanted. */
    float[][] gradients(IntPredicate wanted) {
        float[][] result = new float[byInput.size()][];
        for (int k = 0; k < result.length; k++) {
            if (wanted.test(k)) {
                result[k] = gradient(k);
            }
        }
        return result;
    }

    private float[] gradient(int k) {
        return transposed(k)
                ? matrix(widths[k], stride(k + 1)).array()
                : matrix(widths[k + 1], stride(k)).array();
    }

    /** Memory for the largest gradient. */
    float[] product() {
        return ARITHMETIC.zeros(Arrays.stream(gradients(k -> true))
                .mapToInt(gradient -> gradient.length)
                .max()
                .orElseThrow());
    }

    /** Adds the sum of the accumulated gradients of layer k to dW [out, in]. */
    void add(int k, float[][][] chunks, NDArray gradient) {
        float[] sum = chunks[0][k];
        for (int chunk = 1; chunk < chunks.length; chunk++) {
            ARITHMETIC.add(1, chunks[chunk][k], 0, sum, 0, sum.length);
        }
        MemorySegment dw = Storage.of(gradient);
        Matrix<float[]> rows = transposed(k)
                ? transposed(new Matrix<>(sum, stride(k + 1)), widths[k], widths[k + 1], stride(k))
                : new Matrix<>(sum, stride(k));
        for (int i = 0; i < widths[k + 1]; i++) {
            ARITHMETIC.addTo(rows.array(), i * rows.row(), dw, (long) i * widths[k], widths[k]);
        }
    }

    private boolean transposed(int k) {
        return area(k, k + 1) < area(k + 1, k);
    }

    private int area(int rows, int columns) {
        return Math.ceilDiv(widths[rows], JetArithmetic.ROWS) * stride(columns);
    }
}
