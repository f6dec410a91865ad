package io.fieldwork.fields.jet.vector;

import io.fieldwork.fields.jet.vector.JetArithmetic.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Matrix products as {@link JetArithmetic#matrix} describes them: four rows by up to four vectors stay in registers. */
final class FloatMatrix {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Vectors at a time: four rows of them, one of B and an element of A fit sixteen registers, or the thirty-two of the longest vectors. */
    private static final int MOST = SPECIES.vectorBitSize() >= 512 ? 4 : 3;

    private final int depth;
    private final float[] a;
    private final int aRow;
    private final int aColumn;
    private final float[] b;
    private final int bRow;
    private final float[] start;
    private final int startRow;
    private final float[] c;
    private final int cRow;

    /** A product whose sums begin with what is in {@code start}, which may be C itself. */
    FloatMatrix(int depth, Matrix<float[]> a, Matrix<float[]> b, Matrix<float[]> start, Matrix<float[]> c) {
        this.depth = depth;
        this.a = a.array();
        this.aRow = a.row();
        this.aColumn = a.column();
        this.b = b.array();
        this.bRow = b.row();
        this.start = start.array();
        this.startRow = start.row();
        this.c = c.array();
        this.cRow = c.row();
    }

    /** All of C, columns outside and rows inside, so that a panel of B stays in the nearest cache. */
    void multiply(int m, int n, int aAt, int cAt) {
        int vectors = (n + LANES - 1) / LANES;
        int j = 0;
        while (vectors > 0) {
            int width = vectors == MOST + 1 ? 2 : Math.min(vectors, MOST);
            panel(width, m, aAt, j, cAt + j);
            j += width * LANES;
            vectors -= width;
        }
    }

    private void panel(int width, int m, int aAt, int j, int cAt) {
        for (int i = 0; i < m; i += JetArithmetic.ROWS) {
            int p = aAt + i * aRow;
            int s = j + i * startRow;
            int r = cAt + i * cRow;
            switch (width) {
                case 1 -> one(p, j, s, r);
                case 2 -> two(p, j, s, r);
                case 3 -> three(p, j, s, r);
                default -> four(p, j, s, r);
            }
        }
    }

    private void one(int p, int q, int s, int r) {
        FloatVector c00 = load(start, s);
        FloatVector c10 = load(start, s + startRow);
        FloatVector c20 = load(start, s + 2 * startRow);
        FloatVector c30 = load(start, s + 3 * startRow);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector left = left(p);
            c00 = left.fma(b0, c00);
            left = left(p + aRow);
            c10 = left.fma(b0, c10);
            left = left(p + 2 * aRow);
            c20 = left.fma(b0, c20);
            left = left(p + 3 * aRow);
            c30 = left.fma(b0, c30);
            p += aColumn;
            q += bRow;
        }
        c00.intoArray(c, r);
        c10.intoArray(c, r + cRow);
        c20.intoArray(c, r + 2 * cRow);
        c30.intoArray(c, r + 3 * cRow);
    }

    private void two(int p, int q, int s, int r) {
        FloatVector c00 = load(start, s);
        FloatVector c01 = load(start, s + LANES);
        FloatVector c10 = load(start, s + startRow);
        FloatVector c11 = load(start, s + startRow + LANES);
        FloatVector c20 = load(start, s + 2 * startRow);
        FloatVector c21 = load(start, s + 2 * startRow + LANES);
        FloatVector c30 = load(start, s + 3 * startRow);
        FloatVector c31 = load(start, s + 3 * startRow + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector left = left(p);
            c00 = left.fma(b0, c00);
            c01 = left.fma(b1, c01);
            left = left(p + aRow);
            c10 = left.fma(b0, c10);
            c11 = left.fma(b1, c11);
            left = left(p + 2 * aRow);
            c20 = left.fma(b0, c20);
            c21 = left.fma(b1, c21);
            left = left(p + 3 * aRow);
            c30 = left.fma(b0, c30);
            c31 = left.fma(b1, c31);
            p += aColumn;
            q += bRow;
        }
        c00.intoArray(c, r);
        c01.intoArray(c, r + LANES);
        c10.intoArray(c, r + cRow);
        c11.intoArray(c, r + cRow + LANES);
        c20.intoArray(c, r + 2 * cRow);
        c21.intoArray(c, r + 2 * cRow + LANES);
        c30.intoArray(c, r + 3 * cRow);
        c31.intoArray(c, r + 3 * cRow + LANES);
    }

    private void three(int p, int q, int s, int r) {
        FloatVector c00 = load(start, s);
        FloatVector c01 = load(start, s + LANES);
        FloatVector c02 = load(start, s + 2 * LANES);
        FloatVector c10 = load(start, s + startRow);
        FloatVector c11 = load(start, s + startRow + LANES);
        FloatVector c12 = load(start, s + startRow + 2 * LANES);
        FloatVector c20 = load(start, s + 2 * startRow);
        FloatVector c21 = load(start, s + 2 * startRow + LANES);
        FloatVector c22 = load(start, s + 2 * startRow + 2 * LANES);
        FloatVector c30 = load(start, s + 3 * startRow);
        FloatVector c31 = load(start, s + 3 * startRow + LANES);
        FloatVector c32 = load(start, s + 3 * startRow + 2 * LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector b2 = load(b, q + 2 * LANES);
            FloatVector left = left(p);
            c00 = left.fma(b0, c00);
            c01 = left.fma(b1, c01);
            c02 = left.fma(b2, c02);
            left = left(p + aRow);
            c10 = left.fma(b0, c10);
            c11 = left.fma(b1, c11);
            c12 = left.fma(b2, c12);
            left = left(p + 2 * aRow);
            c20 = left.fma(b0, c20);
            c21 = left.fma(b1, c21);
            c22 = left.fma(b2, c22);
            left = left(p + 3 * aRow);
            c30 = left.fma(b0, c30);
            c31 = left.fma(b1, c31);
            c32 = left.fma(b2, c32);
            p += aColumn;
            q += bRow;
        }
        c00.intoArray(c, r);
        c01.intoArray(c, r + LANES);
        c02.intoArray(c, r + 2 * LANES);
        c10.intoArray(c, r + cRow);
        c11.intoArray(c, r + cRow + LANES);
        c12.intoArray(c, r + cRow + 2 * LANES);
        c20.intoArray(c, r + 2 * cRow);
        c21.intoArray(c, r + 2 * cRow + LANES);
        c22.intoArray(c, r + 2 * cRow + 2 * LANES);
        c30.intoArray(c, r + 3 * cRow);
        c31.intoArray(c, r + 3 * cRow + LANES);
        c32.intoArray(c, r + 3 * cRow + 2 * LANES);
    }

    private void four(int p, int q, int s, int r) {
        FloatVector c00 = load(start, s);
        FloatVector c01 = load(start, s + LANES);
        FloatVector c02 = load(start, s + 2 * LANES);
        FloatVector c03 = load(start, s + 3 * LANES);
        FloatVector c10 = load(start, s + startRow);
        FloatVector c11 = load(start, s + startRow + LANES);
        FloatVector c12 = load(start, s + startRow + 2 * LANES);
        FloatVector c13 = load(start, s + startRow + 3 * LANES);
        FloatVector c20 = load(start, s + 2 * startRow);
        FloatVector c21 = load(start, s + 2 * startRow + LANES);
        FloatVector c22 = load(start, s + 2 * startRow + 2 * LANES);
        FloatVector c23 = load(start, s + 2 * startRow + 3 * LANES);
        FloatVector c30 = load(start, s + 3 * startRow);
        FloatVector c31 = load(start, s + 3 * startRow + LANES);
        FloatVector c32 = load(start, s + 3 * startRow + 2 * LANES);
        FloatVector c33 = load(start, s + 3 * startRow + 3 * LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = load(b, q);
            FloatVector b1 = load(b, q + LANES);
            FloatVector b2 = load(b, q + 2 * LANES);
            FloatVector b3 = load(b, q + 3 * LANES);
            FloatVector left = left(p);
            c00 = left.fma(b0, c00);
            c01 = left.fma(b1, c01);
            c02 = left.fma(b2, c02);
            c03 = left.fma(b3, c03);
            left = left(p + aRow);
            c10 = left.fma(b0, c10);
            c11 = left.fma(b1, c11);
            c12 = left.fma(b2, c12);
            c13 = left.fma(b3, c13);
            left = left(p + 2 * aRow);
            c20 = left.fma(b0, c20);
            c21 = left.fma(b1, c21);
            c22 = left.fma(b2, c22);
            c23 = left.fma(b3, c23);
            left = left(p + 3 * aRow);
            c30 = left.fma(b0, c30);
            c31 = left.fma(b1, c31);
            c32 = left.fma(b2, c32);
            c33 = left.fma(b3, c33);
            p += aColumn;
            q += bRow;
        }
        c00.intoArray(c, r);
        c01.intoArray(c, r + LANES);
        c02.intoArray(c, r + 2 * LANES);
        c03.intoArray(c, r + 3 * LANES);
        c10.intoArray(c, r + cRow);
        c11.intoArray(c, r + cRow + LANES);
        c12.intoArray(c, r + cRow + 2 * LANES);
        c13.intoArray(c, r + cRow + 3 * LANES);
        c20.intoArray(c, r + 2 * cRow);
        c21.intoArray(c, r + 2 * cRow + LANES);
        c22.intoArray(c, r + 2 * cRow + 2 * LANES);
        c23.intoArray(c, r + 2 * cRow + 3 * LANES);
        c30.intoArray(c, r + 3 * cRow);
        c31.intoArray(c, r + 3 * cRow + LANES);
        c32.intoArray(c, r + 3 * cRow + 2 * LANES);
        c33.intoArray(c, r + 3 * cRow + 3 * LANES);
    }

    private FloatVector left(int at) {
        return FloatVector.broadcast(SPECIES, a[at]);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    /** C = A B^T as {@link JetArithmetic#inner} describes it. Lanes are added in a fixed order. */
    static void inner(int m, int n, int depth, Matrix<float[]> a, Matrix<float[]> b, Matrix<float[]> c) {
        float[] lanes = new float[JetArithmetic.ROWS * LANES];
        for (int i = 0; i < m; i += JetArithmetic.ROWS) {
            for (int j = 0; j < n; j++) {
                inner(depth, a.array(), a.at() + i * a.row(), a.row(), b.array(), j * b.row(), lanes);
                for (int r = 0; r < JetArithmetic.ROWS; r++) {
                    c.array()[(i + r) * c.row() + j] = sum(lanes, r * LANES);
                }
            }
        }
    }

    private static void inner(int depth, float[] a, int p, int aRow, float[] b, int q, float[] lanes) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        for (int k = 0; k < depth; k += LANES) {
            FloatVector right = load(b, q + k);
            c0 = right.fma(load(a, p + k), c0);
            c1 = right.fma(load(a, p + aRow + k), c1);
            c2 = right.fma(load(a, p + 2 * aRow + k), c2);
            c3 = right.fma(load(a, p + 3 * aRow + k), c3);
        }
        c0.intoArray(lanes, 0);
        c1.intoArray(lanes, LANES);
        c2.intoArray(lanes, 2 * LANES);
        c3.intoArray(lanes, 3 * LANES);
    }

    private static float sum(float[] lanes, int at) {
        float even = lanes[at];
        float odd = lanes[at + 1];
        for (int k = 2; k < LANES; k += 2) {
            even += lanes[at + k];
            odd += lanes[at + k + 1];
        }
        return even + odd;
    }
}
