package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The exponential integrator of order four of Cox and Matthews ("Exponential time differencing for stiff systems", J.
 * Comput. Phys. 176, 2002) for v' = L v + N(v) with a diagonal L, its coefficients taken as means over a circle around
 * each hL as Kassam and Trefethen advise ("Fourth-order time stepping for stiff PDEs", SIAM J. Sci. Comput. 26, 2005):
 * the formulas cancel badly near hL = 0.
 *
 * <p>States are complex numbers as pairs of real and imaginary part. The linear part is exact, so only the nonlinear
 * part limits the step.
 */
public final class Etdrk4 {
    private static final double SAME_STEP = 1e-9;

    private final double[] linear;
    private final Nonlinearity nonlinear;
    private @Nullable Etdrk4Coefficients coefficients;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final double[] nv;
    private final double[] na;
    private final double[] nb;
    private final double[] nc;

    /** The nonlinear part of the right-hand side. */
    @FunctionalInterface
    public interface Nonlinearity {
        /** Writes N(state) into the result, both complex as pairs; the state stays as it is. */
        void evaluate(double[] state, double[] result);
    }

    /** A method with its work space, for the diagonal of L, complex as pairs, and the other part. */
    public Etdrk4(double[] linear, Nonlinearity nonlinear) {
        this.linear = linear.clone();
        this.nonlinear = nonlinear;
        int n = linear.length;
        a = new double[n];
        b = new double[n];
        c = new double[n];
        nv = new double[n];
        na = new double[n];
        nb = new double[n];
        nc = new double[n];
    }

    /**
     * {@return a diagonal [2 modes] of real numbers for each of some fields, one behind the other}
     *
     * @param grid of the fields
     * @param rates the numbers of each field, as functions of the squared length of the wavevector
     */
    public static double[] real(FourierGrid grid, DoubleUnaryOperator... rates) {
        double[] squared = grid.squaredWavenumbers();
        return pairs(
                Arrays.stream(rates)
                        .flatMapToDouble(rate -> Arrays.stream(squared).map(rate))
                        .toArray(),
                0);
    }

    /** Complex numbers [2 n] of which the real (0) or imaginary (1) parts are given, the others being 0. */
    static double[] pairs(double[] values, int part) {
        double[] result = new double[2 * values.length];
        for (int m = 0; m < values.length; m++) {
            result[2 * m + part] = values[m];
        }
        return result;
    }

    /** Advances the state by a time span above 0, in equal steps that are at most as long as the longest. */
    public void advance(double[] state, double duration, double longest) {
        int steps = Math.max(1, (int) Math.ceil(duration / longest - SAME_STEP));
        double h = duration / steps;
        if (coefficients == null || !coefficients.suit(h)) {
            coefficients = Etdrk4Coefficients.of(linear, h);
        }
        for (int i = 0; i < steps; i++) {
            step(coefficients, state);
        }
    }

    private void step(Etdrk4Coefficients by, double[] v) {
        nonlinear.evaluate(v, nv);
        sum(a, by.e2(), v, by.q(), nv);
        nonlinear.evaluate(a, na);
        sum(b, by.e2(), v, by.q(), na);
        nonlinear.evaluate(b, nb);
        for (int i = 0; i < nc.length; i++) {
            nc[i] = 2 * nb[i] - nv[i];
        }
        sum(c, by.e2(), a, by.q(), nc);
        nonlinear.evaluate(c, nc);
        combine(v, by.e(), by.f1(), by.f2(), by.f3());
    }

    /** v becomes e v + f1 N(v) + f2 (N(a) + N(b)) + f3 N(c). */
    private void combine(double[] v, double[] e, double[] f1, double[] f2, double[] f3) {
        for (int i = 0; i < v.length; i += 2) {
            double r = na[i] + nb[i];
            double s = na[i + 1] + nb[i + 1];
            double x = e[i] * v[i] - e[i + 1] * v[i + 1];
            double y = e[i] * v[i + 1] + e[i + 1] * v[i];
            x += f1[i] * nv[i]
                    - f1[i + 1] * nv[i + 1]
                    + f2[i] * r
                    - f2[i + 1] * s
                    + f3[i] * nc[i]
                    - f3[i + 1] * nc[i + 1];
            y += f1[i] * nv[i + 1]
                    + f1[i + 1] * nv[i]
                    + f2[i] * s
                    + f2[i + 1] * r
                    + f3[i] * nc[i + 1]
                    + f3[i + 1] * nc[i];
            v[i] = x;
            v[i + 1] = y;
        }
    }

    /** Complex result = p x + q y. */
    private static void sum(double[] result, double[] p, double[] x, double[] q, double[] y) {
        for (int i = 0; i < result.length; i += 2) {
            result[i] = p[i] * x[i] - p[i + 1] * x[i + 1] + q[i] * y[i] - q[i + 1] * y[i + 1];
            result[i + 1] = p[i] * x[i + 1] + p[i + 1] * x[i] + q[i] * y[i + 1] + q[i + 1] * y[i];
        }
    }
}
