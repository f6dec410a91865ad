package io.fieldwork.pde.closure;

import java.util.function.DoubleUnaryOperator;

/**
 * A sum of Chebyshev polynomials, f(x) = Σ a_k T_k(x) for x from -1 to 1.
 *
 * @param coefficients a_0, a_1, ...; at least one
 */
public record ChebyshevSeries(double... coefficients) {
    private static final int BLOCK = 256;

    /** The series of at least one term. */
    public ChebyshevSeries {
        coefficients = coefficients.clone();
        if (coefficients.length == 0) {
            throw new IllegalArgumentException("a series has at least one term");
        }
    }

    @Override
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** {@return the series of so many terms that meets a function at the zeros of the next polynomial} */
    public static ChebyshevSeries interpolating(DoubleUnaryOperator function, int terms) {
        double[] values = new double[terms];
        for (int i = 0; i < terms; i++) {
            values[i] = function.applyAsDouble(Math.cos(Math.PI * (i + 0.5) / terms));
        }
        double[] result = new double[terms];
        for (int k = 0; k < terms; k++) {
            for (int i = 0; i < terms; i++) {
                result[k] += values[i] * Math.cos(Math.PI * k * (i + 0.5) / terms);
            }
            result[k] *= (k == 0 ? 1.0 : 2.0) / terms;
        }
        return new ChebyshevSeries(result);
    }

    /** {@return f(x) by Clenshaw's recurrence} */
    public double value(double x) {
        double one = 0;
        double two = 0;
        for (int k = coefficients.length - 1; k > 0; k--) {
            double next = coefficients[k] + 2 * x * one - two;
            two = one;
            one = next;
        }
        return coefficients[0] + x * one - two;
    }

    /** Writes f(x[i]) into result[i] for i below the count: the same recurrence, many points at a time. */
    public void values(double[] x, double[] result, int count) {
        double[] twice = new double[BLOCK];
        double[] even = new double[BLOCK];
        double[] odd = new double[BLOCK];
        for (int first = 0; first < count; first += BLOCK) {
            block(x, first, Math.min(BLOCK, count - first), result, twice, even, odd);
        }
    }

    private void block(double[] x, int first, int n, double[] result, double[] twice, double[] even, double[] odd) {
        for (int i = 0; i < n; i++) {
            twice[i] = 2 * x[first + i];
            even[i] = 0;
            odd[i] = 0;
        }
        double[] one = even;
        double[] two = odd;
        for (int k = coefficients.length - 1; k > 0; k--) {
            recur(twice, one, two, coefficients[k], n);
            double[] next = two;
            two = one;
            one = next;
        }
        for (int i = 0; i < n; i++) {
            result[first + i] = coefficients[0] + 0.5 * twice[i] * one[i] - two[i];
        }
    }

    /** The next of the recurrence takes the place of the last but one. */
    private static void recur(double[] twice, double[] one, double[] two, double coefficient, int n) {
        for (int i = 0; i < n; i++) {
            two[i] = coefficient + twice[i] * one[i] - two[i];
        }
    }
}
