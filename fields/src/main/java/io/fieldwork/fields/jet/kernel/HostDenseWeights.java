package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrices and biases of a network during one call, by rows and by columns, and the layout of their gradients.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
final class HostDenseWeights<A> {
    private final JetArithmetic<A> arithmetic;
    private final int[] widths;
    private final List<Matrix<A>> byInput = new ArrayList<>();
    private final List<Matrix<A>> byOutput = new ArrayList<>();
    private final List<A> biases = new ArrayList<>();

    /** Copies the parameters of the input jet, W_1, b_1, ..., as {@link JetKernels#dense} takes them. */
    HostDenseWeights(JetArithmetic<A> arithmetic, NDArray... inputs) {
        this.arithmetic = arithmetic;
        this.widths = new int[(inputs.length + 1) / 2];
        for (int k = 0; k < widths.length; k++) {
            widths[k] = Math.toIntExact(k == 0 ? inputs[0].getShape().get(2) : inputs[2 * k].size());
        }
        for (int k = 0; k < layers(); k++) {
            pack(k, Storage.of(inputs[2 * k + 1]), Storage.of(inputs[2 * k + 2]));
        }
    }

    private void pack(int k, MemorySegment matrix, MemorySegment bias) {
        int in = widths[k];
        int out = widths[k + 1];
        A rows = arithmetic.zeros((in + JetArithmetic.ROWS) * stride(k + 1));
        for (int i = 0; i < in; i++) {
            arithmetic.load(matrix, (long) i * out, rows, i * stride(k + 1), out);
        }
        A columns = arithmetic.zeros((out + JetArithmetic.ROWS) * stride(k));
        arithmetic.transpose(rows, in, out, stride(k + 1), columns, stride(k));
        A padded = arithmetic.zeros(out);
        arithmetic.load(bias, 0, padded, 0, out);
        byInput.add(new Matrix<>(rows, stride(k + 1)));
        byOutput.add(new Matrix<>(columns, stride(k)));
        biases.add(padded);
    }

    int layers() {
        return widths.length - 1;
    }

    /** Width of the input of layer k. */
    int width(int k) {
        return widths[k];
    }

    /** The same in whole vectors. */
    int stride(int k) {
        return arithmetic.stride(widths[k]);
    }

    /** Matrix of layer k, [in, out] with rows of {@code stride(k + 1)}. */
    Matrix<A> byInput(int k) {
        return byInput.get(k);
    }

    /** Its transpose, [out, in] with rows of {@code stride(k)}, zero beyond the width. */
    Matrix<A> byOutput(int k) {
        return byOutput.get(k);
    }

    /** Bias of layer k, zero beyond the width. */
    A bias(int k) {
        return biases.get(k);
    }

    /** Whether the gradient of a matrix is accumulated as its transpose, where that takes fewer operations. */
    boolean transposed(int k) {
        return area(widths[k + 1], widths[k]) < area(widths[k], widths[k + 1]);
    }

    private int area(int rows, int columns) {
        return Math.ceilDiv(rows, JetArithmetic.ROWS) * arithmetic.stride(columns);
    }

    /** Zeros for the gradients of one chunk: matrix, bias, matrix, bias and so on. */
    List<A> gradients() {
        List<A> all = new ArrayList<>();
        for (int k = 0; k < layers(); k++) {
            int rows = widths[transposed(k) ? k + 1 : k];
            int columns = widths[transposed(k) ? k : k + 1];
            all.add(arithmetic.zeros((rows + JetArithmetic.ROWS) * arithmetic.stride(columns)));
            all.add(arithmetic.zeros(widths[k + 1]));
        }
        return all;
    }

    /** Adds the sum of the matrix gradients of all chunks to dW [in, out]. */
    void addMatrix(int k, List<List<A>> chunks, MemorySegment gradient) {
        int in = widths[k];
        int out = widths[k + 1];
        A sum = sum(2 * k, chunks, transposed(k) ? out * stride(k) : in * stride(k + 1));
        if (transposed(k)) {
            A rows = arithmetic.zeros((in + JetArithmetic.ROWS) * stride(k + 1));
            arithmetic.transpose(sum, out, in, stride(k), rows, stride(k + 1));
            sum = rows;
        }
        for (int i = 0; i < in; i++) {
            arithmetic.addTo(sum, i * stride(k + 1), gradient, (long) i * out, out);
        }
    }

    /** Adds the sum of the bias gradients of all chunks to db [out]. */
    void addBias(int k, List<List<A>> chunks, MemorySegment gradient) {
        arithmetic.addTo(sum(2 * k + 1, chunks, widths[k + 1]), 0, gradient, 0, widths[k + 1]);
    }

    private A sum(int which, List<List<A>> chunks, int length) {
        A total = chunks.getFirst().get(which);
        for (List<A> chunk : chunks.subList(1, chunks.size())) {
            arithmetic.add(1, chunk.get(which), 0, total, 0, length);
        }
        return total;
    }
}
