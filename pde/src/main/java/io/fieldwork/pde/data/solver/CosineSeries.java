package io.fieldwork.pde.data.solver;

import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The evaluation at the vertices of a square grid, edge included, of a series in the cosines φ_k(x) φ_l(y), φ_0 = 1,
 * φ_k(x) = √2 cos πkx, which are orthonormal on the unit square and have no flux through its edge: the type-I discrete
 * cosine transform, for any number of vertices.
 *
 * <p>Not for several threads at once.
 */
public final class CosineSeries {
    private final int size;
    private final int intervals;
    private final DoubleFFT_1D transform;
    private final double[] line;
    private final double[] half;

    /** A series on a grid of at least 2 vertices along each side. */
    public CosineSeries(int size) {
        this.size = size;
        intervals = size - 1;
        transform = new DoubleFFT_1D(2L * intervals);
        line = new double[2 * intervals];
        half = new double[size * size];
    }

    /** From coefficients [size, size] by wavenumber along y and along x to values [size, size], rows of equal y. */
    public void evaluate(double[] coefficients, double[] values) {
        for (int row = 0; row < size; row++) {
            evaluate(coefficients, row * size, 1, half);
        }
        for (int column = 0; column < size; column++) {
            evaluate(half, column, size, values);
        }
    }

    /** One line: the real Fourier transform of its even continuation. */
    private void evaluate(double[] from, int start, int step, double[] to) {
        line[0] = from[start];
        for (int k = 1; k < size; k++) {
            double share = Math.sqrt(0.5) * from[start + k * step];
            line[k] = share;
            line[2 * intervals - k] = share;
        }
        line[intervals] *= 2;
        transform.realForward(line);
        to[start] = line[0];
        to[start + intervals * step] = line[1];
        for (int i = 1; i < intervals; i++) {
            to[start + i * step] = line[2 * i];
        }
    }
}
