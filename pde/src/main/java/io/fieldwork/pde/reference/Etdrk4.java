package io.fieldwork.pde.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.complex.Complex;

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
    private static final int CIRCLE = 64;
    private static final double SAME_STEP = 1e-9;

    private final double[] linear;
    private final Nonlinearity nonlinear;
    private double step;
    private final double[] e;
    private final double[] e2;
    private final double[] q;
    private final double[] f1;
    private final double[] f2;
    private final double[] f3;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final double[] nv;
    private final double[] na;
    private final double[] nb;
    private final double[] nc;

    /** The part of the right-hand side that is not linear. */
    @FunctionalInterface
    public interface Nonlinearity {
        /**
         * Writes N(state) into the result.
         *
         * @param state complex as pairs; stays as it is
         * @param result complex as pairs
         */
        void evaluate(double[] state, double[] result);
    }

    /**
     * A method with its work space.
     *
     * @param linear the diagonal of L, complex as pairs
     * @param nonlinear the other part
     */
    public Etdrk4(double[] linear, Nonlinearity nonlinear) {
        this.linear = linear.clone();
        this.nonlinear = nonlinear;
        int n = linear.length;
        e = new double[n];
        e2 = new double[n];
        q = new double[n];
        f1 = new double[n];
        f2 = new double[n];
        f3 = new double[n];
        a = new double[n];
        b = new double[n];
        c = new double[n];
        nv = new double[n];
        na = new double[n];
        nb = new double[n];
        nc = new double[n];
    }

    /**
     * A diagonal of real numbers as pairs.
     *
     * @param values [modes]
     * @return [2 modes]
     */
    public static double[] real(double[] values) {
        double[] result = new double[2 * values.length];
        for (int m = 0; m < values.length; m++) {
            result[2 * m] = values[m];
        }
        return result;
    }

    /** A diagonal of imaginary numbers as pairs. */
    static double[] imaginary(double[] values) {
        double[] result = new double[2 * values.length];
        for (int m = 0; m < values.length; m++) {
            result[2 * m + 1] = values[m];
        }
        return result;
    }

    /**
     * Moves the state on in time, in equal steps.
     *
     * @param state overwritten
     * @param duration how far, above 0
     * @param longest the steps are at most this long
     */
    public void advance(double[] state, double duration, double longest) {
        int steps = Math.max(1, (int) Math.ceil(duration / longest - SAME_STEP));
        double h = duration / steps;
        if (Math.abs(h - step) > 1e-13 * h) {
            prepare(h);
        }
        for (int i = 0; i < steps; i++) {
            step(state);
        }
    }

    private void step(double[] v) {
        nonlinear.evaluate(v, nv);
        sum(a, e2, v, q, nv);
        nonlinear.evaluate(a, na);
        sum(b, e2, v, q, na);
        nonlinear.evaluate(b, nb);
        for (int i = 0; i < nc.length; i++) {
            nc[i] = 2 * nb[i] - nv[i];
        }
        sum(c, e2, a, q, nc);
        nonlinear.evaluate(c, nc);
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

    private void prepare(double h) {
        step = h;
        Map<Complex, Complex[]> known = new HashMap<>();
        for (int i = 0; i < linear.length; i += 2) {
            Complex[] coefficients =
                    known.computeIfAbsent(new Complex(h * linear[i], h * linear[i + 1]), hl -> means(hl, h));
            put(e, i, coefficients[0]);
            put(e2, i, coefficients[1]);
            put(q, i, coefficients[2]);
            put(f1, i, coefficients[3]);
            put(f2, i, coefficients[4]);
            put(f3, i, coefficients[5]);
        }
    }

    private static void put(double[] target, int i, Complex value) {
        target[i] = value.getReal();
        target[i + 1] = value.getImaginary();
    }

    /** E, E2, Q, f1, 2 f2 and f3 for one entry of hL. */
    private static Complex[] means(Complex hl, double h) {
        return new Complex[] {
            hl.exp(),
            hl.multiply(0.5).exp(),
            mean(hl, z -> z.multiply(0.5).exp().subtract(1).divide(z)).multiply(h),
            mean(hl, z -> {
                        Complex inner = z.multiply(z).subtract(z.multiply(3)).add(4);
                        return z.exp()
                                .multiply(inner)
                                .subtract(z)
                                .subtract(4)
                                .divide(z.multiply(z).multiply(z));
                    })
                    .multiply(h),
            mean(
                            hl,
                            z -> z.exp()
                                    .multiply(z.subtract(2))
                                    .add(z)
                                    .add(2)
                                    .divide(z.multiply(z).multiply(z)))
                    .multiply(2 * h),
            mean(hl, z -> {
                        Complex outer = z.multiply(z).add(z.multiply(3)).add(4);
                        return z.exp()
                                .multiply(z.negate().add(4))
                                .subtract(outer)
                                .divide(z.multiply(z).multiply(z));
                    })
                    .multiply(h)
        };
    }

    /** Mean over a circle of radius 1; for a real centre the upper half will do, the lower being its mirror image. */
    private static Complex mean(Complex centre, UnaryOperator<Complex> function) {
        boolean real = centre.getImaginary() == 0;
        Complex sum = Complex.ZERO;
        for (int j = 0; j < CIRCLE; j++) {
            double angle = (real ? Math.PI : 2 * Math.PI) * (j + 0.5) / CIRCLE;
            sum = sum.add(function.apply(centre.add(new Complex(Math.cos(angle), Math.sin(angle)))));
        }
        sum = sum.divide(CIRCLE);
        return real ? new Complex(sum.getReal()) : sum;
    }
}
