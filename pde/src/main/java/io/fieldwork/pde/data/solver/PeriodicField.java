package io.fieldwork.pde.data.solver;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.grid.FourierGrid;

/**
 * A Gaussian random field without mean on a torus, with covariance scale² (-Δ + τ²)^-α: the Fourier coefficients of
 * wavevector κ are independent complex normal numbers with E|û|² = scale² (|κ|² + τ²)^-α. A coefficient depends on the
 * draws and its wavenumbers alone, so grids of all sizes get the same field, up to two thirds of the wavenumbers that
 * they resolve.
 *
 * @param alpha smoothness; half the number of dimensions must be exceeded for a finite variance
 * @param tau inverse length of correlation
 * @param scale factor of the whole field
 */
public record PeriodicField(double alpha, double tau, double scale) {
    private static final int RANGE = 20;

    /** The spectrum [2 modes] of one field. */
    public double[] draw(FourierGrid grid, boolean plane, Draws draws) {
        double[] squared = grid.squaredWavenumbers();
        double[] kept = grid.twoThirds();
        double[] spectrum = new double[2 * grid.modes()];
        for (int m = 1; m < squared.length; m++) {
            int kx = plane ? grid.order(m, 0) : 0;
            int ky = grid.order(m, plane ? 1 : 0);
            // modes k and -k of a real field are conjugate: both use the draws of the one in the upper half plane
            int sign = ky > 0 || kx > 0 ? 1 : -1;
            long index = ((1L << RANGE) + (long) sign * kx) << RANGE | ky;
            double amplitude = kept[m] * deviation(squared[m]) * grid.points();
            spectrum[2 * m] = amplitude * draws.normal(2 * index);
            spectrum[2 * m + 1] = sign * amplitude * draws.normal(2 * index + 1);
        }
        return spectrum;
    }

    /** Standard deviation of the real and of the imaginary part of a coefficient. */
    double deviation(double squaredWavenumber) {
        return scale * Math.pow(squaredWavenumber + tau * tau, -alpha / 2) * Math.sqrt(0.5);
    }
}
