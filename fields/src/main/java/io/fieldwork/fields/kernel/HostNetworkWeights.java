package io.fieldwork.fields.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntPredicate;

/**
 * The weight matrices of a network during one call, by rows and by columns, and the shape of their gradients.
 */
final class HostNetworkWeights {
    private final int[] widths;
    private final float[][] byOutput;
    private final float[][] byInput;

    /**
     * Copies the matrices.
     *
     * @param widths in, hidden..., out
     * @param matrices one [widths[k + 1], widths[k]] for each layer
     */
    HostNetworkWeights(int[] widths, MemorySegment[] matrices) {
        this.widths = widths;
        this.byOutput = new float[matrices.length][];
        this.byInput = new float[matrices.length][];
        for (int k = 0; k < matrices.length; k++) {
            pack(k, matrices[k].toArray(ValueLayout.JAVA_FLOAT));
        }
    }

    private void pack(int k, float[] matrix) {
        int in = widths[k];
        int out = widths[k + 1];
        int inStride = HostNetworkProduct.stride(in);
        int outStride = HostNetworkProduct.stride(out);
        byOutput[k] = HostNetworkProduct.matrix(out, inStride);
        byInput[k] = HostNetworkProduct.matrix(in, outStride);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                float weight = matrix[o * in + i];
                byOutput[k][o * inStride + i] = weight;
                byInput[k][i * outStride + o] = weight;
            }
        }
    }

    /** In, hidden..., out. */
    int[] widths() {
        return widths;
    }

    /** y = x W^T of layer k: x [rows, in] with the given stride, y [rows, out]. */
    void forward(int k, int rows, float[] x, int xStride, float[] y) {
        int in = widths[k];
        int out = widths[k + 1];
        HostNetworkProduct.multiply(rows, out, in, x, xStride, 1, byInput[k], HostNetworkProduct.stride(out), y, false);
    }

    /** dx = dy W of layer k: dy [rows, out] with the given stride, dx [rows, in]. */
    void backward(int k, int rows, float[] dy, int dyStride, float[] dx) {
        int in = widths[k];
        int out = widths[k + 1];
        HostNetworkProduct.multiply(
                rows, in, out, dy, dyStride, 1, byOutput[k], HostNetworkProduct.stride(in), dx, false);
    }

    /** dW += dy^T x of layer k, or its transpose where that fills the vectors better. */
    void accumulate(int k, int rows, float[] x, int xStride, float[] dy, int dyStride, float[] dw) {
        int in = widths[k];
        int out = widths[k + 1];
        if (transposed(k)) {
            HostNetworkProduct.multiply(in, out, rows, x, 1, xStride, dy, dyStride, dw, true);
        } else {
            HostNetworkProduct.multiply(out, in, rows, dy, 1, dyStride, x, xStride, dw, true);
        }
    }

    /**
     * Zeros to accumulate the gradients of the weights in.
     *
     * @param wanted the layers whose gradient is wanted
     * @return one array for each layer, null where none is wanted
     */
    float[][] gradients(IntPredicate wanted) {
        float[][] result = new float[byInput.length][];
        for (int k = 0; k < result.length; k++) {
            if (wanted.test(k)) {
                int rows = widths[transposed(k) ? k : k + 1];
                int columns = widths[transposed(k) ? k + 1 : k];
                result[k] = HostNetworkProduct.matrix(rows, HostNetworkProduct.stride(columns));
            }
        }
        return result;
    }

    /** Adds accumulated gradients of layer k to dW [out, in]. */
    void add(int k, float[] accumulated, MemorySegment dw) {
        int in = widths[k];
        int out = widths[k + 1];
        boolean transposed = transposed(k);
        int stride = HostNetworkProduct.stride(transposed ? out : in);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                long at = (long) o * in + i;
                float gradient = accumulated[transposed ? i * stride + o : o * stride + i];
                dw.setAtIndex(ValueLayout.JAVA_FLOAT, at, dw.getAtIndex(ValueLayout.JAVA_FLOAT, at) + gradient);
            }
        }
    }

    private boolean transposed(int k) {
        return area(widths[k], widths[k + 1]) < area(widths[k + 1], widths[k]);
    }

    private static int area(int rows, int columns) {
        return Math.ceilDiv(rows, HostNetworkProduct.ROWS) * HostNetworkProduct.stride(columns);
    }
}
