package io.fieldwork.pde.data.solver;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;

/**
 * A Gaussian random field on the unit square without flux through its edge: independent coefficients of the cosines φ_k
 * φ_l of {@link CosineSeries} with standard deviation τ^(α-1) (π²(k² + l²) + τ²)^(-α/2), without the constant one. This
 * is the definition of Li et al. ("Fourier neural operator for parametric partial differential equations", ICLR 2021)
 * for porous media. A coefficient depends on the draws and its wavenumbers alone, so grids of all sizes get the same
 * field, up to the wavenumbers that they resolve.
 *
 * @param alpha smoothness, above 1
 * @param tau inverse length of correlation, above 0
 */
public record CosineField(double alpha, double tau) {
    /** Standard deviations [size, size] of the coefficients of all wavenumbers that a grid resolves. */
    public double[] deviations(int size) {
        double[] deviations = new double[size * size];
        Arrays.setAll(deviations, i -> deviation(i / size, i % size));
        return deviations;
    }

    /** Coefficients [size, size] with given standard deviations. */
    public static double[] draw(double[] deviations, int size, Draws draws) {
        double[] coefficients = new double[size * size];
        Arrays.setAll(coefficients, i -> {
            long index = (long) (i / size) << 20 | i % size;
            return deviations[i] == 0 ? 0 : deviations[i] * draws.normal(index);
        });
        return coefficients;
    }

    /** Standard deviation of a coefficient. */
    public double deviation(int k, int l) {
        double squared = Math.PI * Math.PI * ((double) k * k + (double) l * l) + tau * tau;
        return k == 0 && l == 0 ? 0 : Math.pow(tau, alpha - 1) * Math.pow(squared, -alpha / 2);
    }
}
