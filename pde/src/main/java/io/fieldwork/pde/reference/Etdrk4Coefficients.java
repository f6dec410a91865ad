package io.fieldwork.pde.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.complex.Complex;

/**
 * The coefficients of {@link Etdrk4} for a diagonal linear part L and a step h, one of each kind for every entry of L. They
 * depend on nothing else, so that any arrays can be stepped with them. With v' = L v + N(v):
 *
 * <pre>{@code
 * a = e2 v + q N(v)      b = e2 v + q N(a)      c = e2 a + q (2 N(b) - N(v))
 * v(t + h) = e v + f1 N(v) + f2 (N(a) + N(b)) + f3 N(c)
 * }</pre>
 *
 * <p>All are complex as pairs of real and imaginary part, [2 entries]; the arrays are not copied and not to be changed.
 *
 * @param step h
 * @param e exp(h L)
 * @param e2 exp(h L / 2)
 * @param q weight of N in the three inner stages
 * @param f1 weight of N(v)
 * @param f2 weight of N(a) and of N(b)
 * @param f3 weight of N(c)
 */
public record Etdrk4Coefficients(
        double step, double[] e, double[] e2, double[] q, double[] f1, double[] f2, double[] f3) {
    private static final int CIRCLE = 64;
    private static final double SAME_STEP = 1e-13;

    /**
     * {@return the coefficients, as means over a circle around each hL, computed once for entries that are equal}
     *
     * @param linear the diagonal of L, complex as pairs
     * @param step h, above 0
     */
    public static Etdrk4Coefficients of(double[] linear, double step) {
        int n = linear.length;
        Etdrk4Coefficients all = new Etdrk4Coefficients(
                step, new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        Map<Complex, Complex[]> known = new HashMap<>();
        for (int i = 0; i < n; i += 2) {
            Complex[] coefficients =
                    known.computeIfAbsent(new Complex(step * linear[i], step * linear[i + 1]), hl -> means(hl, step));
            put(all.e, i, coefficients[0]);
            put(all.e2, i, coefficients[1]);
            put(all.q, i, coefficients[2]);
            put(all.f1, i, coefficients[3]);
            put(all.f2, i, coefficients[4]);
            put(all.f3, i, coefficients[5]);
        }
        return all;
    }

    /** Whether a step length is theirs but for rounding. */
    boolean suit(double other) {
        return Math.abs(other - step) <= SAME_STEP * other;
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
            mean(
                            hl,
                            z -> overCube(
                                    times(z, square(z).subtract(z.multiply(3)).add(4))
                                            .subtract(z)
                                            .subtract(4),
                                    z))
                    .multiply(h),
            mean(hl, z -> overCube(times(z, z.subtract(2)).add(z).add(2), z)).multiply(2 * h),
            mean(
                            hl,
                            z -> overCube(
                                    times(z, z.negate().add(4))
                                            .subtract(
                                                    square(z).add(z.multiply(3)).add(4)),
                                    z))
                    .multiply(h)
        };
    }

    private static Complex square(Complex z) {
        return z.multiply(z);
    }

    /** exp(z) times a factor. */
    private static Complex times(Complex z, Complex factor) {
        return z.exp().multiply(factor);
    }

    private static Complex overCube(Complex value, Complex z) {
        return value.divide(square(z).multiply(z));
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
