package io.fieldwork.fields.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Small matrix products in vector registers: blocks of four rows by one or two vectors of columns are accumulated over
 * the whole depth, then stored. The left factor may be read by rows or by columns, so one kernel serves a layer, the
 * gradient of its input and the gradient of its weights.
 *
 * <p>Rows are computed in fours and columns in whole vectors: what lies beyond the matrices in their arrays is read,
 * and meaningless values are written there. {@link #matrix} allows for it.
 */
final class HostNetworkProduct {
    /** Rows are computed in multiples of this. */
    static final int ROWS = 4;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private HostNetworkProduct() {}

    /**
     * The distance between rows of a matrix that is written here.
     *
     * @param columns its number of columns
     * @return columns, rounded up to whole vectors
     */
    static int stride(int columns) {
        return (columns + LANES - 1) / LANES * LANES;
    }

    /**
     * Zeros for a matrix and what is read and written beyond it.
     *
     * @param rows number of rows
     * @param stride distance between rows
     * @return a sufficiently long array
     */
    static float[] matrix(int rows, int stride) {
        return new float[(rows + ROWS) * stride + LANES + ROWS];
    }

    /**
     * C = A B or C += A B, with A [m, depth], B [depth, n], C [m, n].
     *
     * @param m rows of C
     * @param n columns of C
     * @param depth summed over
     * @param a left factor: element (i, k) at i aRow + k aColumn
     * @param aRow distance between rows of A
     * @param aColumn distance between columns of A
     * @param b right factor: element (k, j) at k bRow + j
     * @param bRow distance between rows of B
     * @param c result: element (i, j) at i stride(n) + j
     * @param add whether the product is added to C
     */
    static void multiply(
            int m, int n, int depth, float[] a, int aRow, int aColumn, float[] b, int bRow, float[] c, boolean add) {
        int cRow = stride(n);
        for (int i = 0; i < m; i += ROWS) {
            int j = 0;
            for (; j + LANES < n; j += 2 * LANES) {
                twoVectors(i, j, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
            }
            if (j < n) {
                oneVector(i, j, depth, a, aRow, aColumn, b, bRow, c, cRow, add);
            }
        }
    }

    private static void twoVectors(
            int i,
            int j,
            int depth,
            float[] a,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int cRow,
            boolean add) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c00 = zero, c01 = zero, c10 = zero, c11 = zero;
        FloatVector c20 = zero, c21 = zero, c30 = zero, c31 = zero;
        int atA = i * aRow;
        int atB = j;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, atB);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, atB + LANES);
            FloatVector left = FloatVector.broadcast(SPECIES, a[atA]);
            c00 = left.fma(b0, c00);
            c01 = left.fma(b1, c01);
            left = FloatVector.broadcast(SPECIES, a[atA + aRow]);
            c10 = left.fma(b0, c10);
            c11 = left.fma(b1, c11);
            left = FloatVector.broadcast(SPECIES, a[atA + 2 * aRow]);
            c20 = left.fma(b0, c20);
            c21 = left.fma(b1, c21);
            left = FloatVector.broadcast(SPECIES, a[atA + 3 * aRow]);
            c30 = left.fma(b0, c30);
            c31 = left.fma(b1, c31);
            atA += aColumn;
            atB += bRow;
        }
        int at = i * cRow + j;
        put(c00, c, at, add);
        put(c01, c, at + LANES, add);
        put(c10, c, at + cRow, add);
        put(c11, c, at + cRow + LANES, add);
        put(c20, c, at + 2 * cRow, add);
        put(c21, c, at + 2 * cRow + LANES, add);
        put(c30, c, at + 3 * cRow, add);
        put(c31, c, at + 3 * cRow + LANES, add);
    }

    private static void oneVector(
            int i,
            int j,
            int depth,
            float[] a,
            int aRow,
            int aColumn,
            float[] b,
            int bRow,
            float[] c,
            int cRow,
            boolean add) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        int atA = i * aRow;
        int atB = j;
        for (int k = 0; k < depth; k++) {
            FloatVector right = FloatVector.fromArray(SPECIES, b, atB);
            c0 = FloatVector.broadcast(SPECIES, a[atA]).fma(right, c0);
            c1 = FloatVector.broadcast(SPECIES, a[atA + aRow]).fma(right, c1);
            c2 = FloatVector.broadcast(SPECIES, a[atA + 2 * aRow]).fma(right, c2);
            c3 = FloatVector.broadcast(SPECIES, a[atA + 3 * aRow]).fma(right, c3);
            atA += aColumn;
            atB += bRow;
        }
        int at = i * cRow + j;
        put(c0, c, at, add);
        put(c1, c, at + cRow, add);
        put(c2, c, at + 2 * cRow, add);
        put(c3, c, at + 3 * cRow, add);
    }

    private static void put(FloatVector value, float[] c, int at, boolean add) {
        if (add) {
            value.add(FloatVector.fromArray(SPECIES, c, at)).intoArray(c, at);
        } else {
            value.intoArray(c, at);
        }
    }
}
