package io.fieldwork.fields.jet.vector;

import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Activation;
import java.lang.foreign.MemorySegment;

/**
 * Vector arithmetic on Java arrays of one precision, the building blocks of the host kernels. Lengths are rounded up to
 * whole vectors wherever nothing else is said, so arrays are longer than what they hold; {@link #zeros} allows for it.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public sealed interface JetArithmetic<A> permits DoubleArithmetic, FloatArithmetic {
    /** Rows of a matrix product are computed in multiples of this. */
    int ROWS = 4;

    /** Single precision. */
    JetArithmetic<float[]> SINGLE = new FloatArithmetic();

    /** The arithmetic of a data type, float32 or float64. */
    static JetArithmetic<?> of(DataType type) {
        return switch (type) {
            case FLOAT32 -> SINGLE;
            case FLOAT64 -> new DoubleArithmetic();
            default -> throw new IllegalArgumentException("jets are float32 or float64, not " + type);
        };
    }

    /** A matrix in an array: element (i, j) is at {@code at} + i {@code row} + j {@code column}. */
    record Matrix<A>(A array, int at, int row, int column) {
        /** A matrix of some distance between its rows at the beginning of an array. */
        public Matrix(A array, int row) {
            this(array, 0, row, 1);
        }

        /** The transposed matrix in the same place. */
        public Matrix<A> transposed() {
            return new Matrix<>(array, at, column, row);
        }
    }

    /** Precision of the elements. */
    DataType type();

    /** Elements of a vector. */
    int lanes();

    /** Zeros, with a margin of whole vectors behind them. */
    A zeros(int length);

    /** An array without any elements, not even a margin. */
    A none();

    /** Copies exactly these elements from a tensor's storage. */
    void load(MemorySegment from, long first, A to, int at, int length);

    /** Copies exactly these elements to a tensor's storage. */
    void store(A from, int at, MemorySegment to, long first, int length);

    /** Adds exactly these elements to a tensor's storage. */
    void addTo(A from, int at, MemorySegment to, long first, int length);

    /** Copies exactly these elements. */
    void copy(A from, int at, A to, int toAt, int length);

    /** B = A^T with A [rows, columns]; aRow and bRow are the distances between rows. */
    void transpose(A a, int rows, int columns, int aRow, A b, int bRow);

    /** Sets exactly these elements to zero. */
    void clear(A array, int at, int length);

    /** y += k x, exactly these elements. */
    void add(double k, A x, int xAt, A y, int yAt, int length);

    /** z = x y. */
    void multiply(A x, int xAt, A y, int yAt, A z, int zAt, int length);

    /** z += k x y. */
    void accumulate(double k, A x, int xAt, A y, int yAt, A z, int zAt, int length);

    /**
     * The derivatives of a nonlinearity, f^(j) for j below count at j step + at; the places up to the next even count
     * are used, too.
     */
    void derivatives(Activation function, int count, A z, int from, A f, int step, int at, int length);

    /**
     * A softplus, h = ln(1 + exp(k z)) / k, and its derivative s unless that has no room, in the same places; lengths are rounded up to
     * two vectors.
     *
     * @param k sharpness
     */
    void softplus(double k, A z, A h, A s, int length);

    /**
     * The chain rule along one coordinate.
     *
     * @param f derivatives as {@link #derivatives} lays them out
     * @param z jet
     * @param y result, written in the same places as z
     * @param places where the derivatives of order 0 to k are in z; order 0 is not touched
     */
    void chain(A f, int step, int at, A z, A y, int[] places, int length);

    /** The adjoint of {@link #chain} in place on the gradients; that of order 0 is added to. */
    void chainAdjoint(A f, int step, int at, A z, A gradients, int[] places, int length);

    /**
     * C = A B + S with C [m, n] and A [m, depth]; what is beyond the last row or column up to the next multiple of
     * {@link #ROWS} or {@link #lanes} is read, and meaningless values are written there. The columns of B, S and C lie
     * side by side, B and S begin with their arrays; S may be C.
     */
    void matrix(int m, int n, int depth, Matrix<A> a, Matrix<A> b, Matrix<A> start, Matrix<A> c);

    /**
     * C = A B^T with C [m, n], by inner products of rows of length {@code depth}, for narrow C; rows are read in whole
     * vectors and must be zero in B beyond the depth. B and C begin with their arrays.
     */
    void inner(int m, int n, int depth, Matrix<A> a, Matrix<A> b, Matrix<A> c);

    /** Columns rounded up to whole vectors: the distance between the rows of a matrix. */
    default int stride(int columns) {
        return Math.ceilDiv(columns, lanes()) * lanes();
    }
}
