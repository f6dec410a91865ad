package io.fieldwork.pde.reference;

/**
 * A square matrix with entries near its diagonal only, for elimination without exchange of rows. That is safe for
 * matrices in which the diagonal leads; otherwise check the residual of the solution.
 */
public final class BandedMatrix {
    /** Rows eliminated at a time, so that each row of the trailing part is loaded once for all of them. */
    private static final int GROUP = 4;

    private final int size;
    private final int band;
    private final int width;
    private final double[] entries;

    /** A matrix of zeros, of which entries with |row - column| up to the band may become other than 0. */
    public BandedMatrix(int size, int band) {
        this.size = size;
        this.band = band;
        width = 2 * band + 1;
        entries = new double[Math.multiplyExact(size, width)];
    }

    /** Adds to an entry within the band. */
    public void add(int row, int column, double value) {
        entries[start(row) + column] += value;
    }

    /** Offset of column 0 of a row. */
    private int start(int row) {
        return row * (width - 1) + band;
    }

    /** {@return this, which then holds its triangular factors and solves for any number of right-hand sides} */
    public BandedMatrix eliminate() {
        for (int pivot = 0; pivot < size; pivot += GROUP) {
            int next = Math.min(size, pivot + GROUP);
            int last = Math.min(size - 1, pivot + band);
            for (int row = pivot + 1; row <= Math.min(size - 1, next - 1 + band); row++) {
                if (row < next || row > last || next - pivot < GROUP || last < next) {
                    for (int p = Math.max(pivot, row - band); p < Math.min(row, next); p++) {
                        subtract(p, row, p + 1, factor(p, row));
                    }
                } else {
                    eliminate(pivot, row, last);
                }
            }
        }
        return this;
    }

    /** Solves the system of the eliminated matrix: x is the right-hand side [size] and becomes the solution. */
    public void solve(double[] x) {
        for (int row = 0; row < size; row++) {
            for (int p = Math.max(0, row - band); p < row; p++) {
                x[row] -= factor(p, row) * x[p];
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            double sum = x[row];
            for (int j = row + 1; j <= Math.min(size - 1, row + band); j++) {
                sum -= entries[start(row) + j] * x[j];
            }
            x[row] = sum / entries[start(row) + row];
        }
    }

    /** The factor by which the pivot's row is subtracted from another. */
    private double factor(int pivot, int row) {
        return entries[start(row) + pivot] / entries[start(pivot) + pivot];
    }

    private void subtract(int pivot, int row, int first, double factor) {
        int from = start(pivot);
        int to = start(row);
        for (int j = first; j <= Math.min(size - 1, pivot + band); j++) {
            entries[to + j] -= factor * entries[from + j];
        }
    }

    /** Eliminates a group of pivots from a row; columns up to the last are reached by all of them. */
    private void eliminate(int pivot, int row, int last) {
        double[] factors = new double[GROUP];
        for (int p = 0; p < GROUP; p++) {
            factors[p] = factor(pivot + p, row);
            for (int j = pivot + p + 1; j < pivot + GROUP; j++) {
                entries[start(row) + j] -= factors[p] * entries[start(pivot + p) + j];
            }
        }
        update(entries, start(row), start(pivot), width - 1, pivot + GROUP, last, factors);
        for (int p = 1; p < GROUP; p++) {
            subtract(pivot + p, row, last + 1, factors[p]);
        }
    }

    private static void update(double[] a, int to, int from, int stride, int first, int last, double[] factors) {
        double f0 = factors[0];
        double f1 = factors[1];
        double f2 = factors[2];
        double f3 = factors[3];
        int second = from + stride;
        int third = second + stride;
        int fourth = third + stride;
        for (int j = first; j <= last; j++) {
            a[to + j] -= f0 * a[from + j] + f1 * a[second + j] + (f2 * a[third + j] + f3 * a[fourth + j]);
        }
    }
}
