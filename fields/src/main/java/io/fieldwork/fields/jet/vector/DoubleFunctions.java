package io.fieldwork.fields.jet.vector;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.NormalDistribution;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The nonlinearities and their derivatives in double precision, whole vectors at a time. The exponential and the sine are
 * polynomials here: their bits do not depend on how a loop was compiled. Sines are accurate for arguments up to 1e6.
 */
final class DoubleFunctions {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> INTEGERS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();

    /** Adding it rounds to an integer, which is then in the lowest bits. */
    private static final double ROUND = 0x1.8p52;

    private static final double PER_LN2 = 1 / Math.log(2);
    private static final double LN2_HIGH = 0x1.62e42fefap-1;
    private static final double LN2_LOW = 0x1.cf79abc9e3b39p-40;

    /** (exp(r) - 1 - r) / r^2 from the constant upwards, for |r| up to half of ln 2; error 4e-17 of r. */
    private static final double[] EXP = {
        0.5000000000000001,
        0.16666666666666669,
        0.041666666666623824,
        0.008333333333330039,
        0.0013888888917367081,
        0.00019841269863171557,
        2.4801521057868204e-05,
        2.7557268276905696e-06,
        2.7620201591031547e-07,
        2.5100472505694996e-08
    };

    private static final double PER_HALF_PI = 2 / Math.PI;
    private static final double HALF_PI_HIGH = Math.PI / 2;
    private static final double HALF_PI_LOW = 6.123233995736766e-17;

    /** (sin(r) - r) / r^3 in r^2, for |r| up to a quarter of pi. */
    private static final double[] SIN = {
        -0.16666666666666666,
        0.008333333333330925,
        -0.00019841269836722418,
        2.755731608381636e-06,
        -2.5051127944014188e-08,
        1.5917848524808262e-10
    };

    /** (cos(r) - 1 + r^2 / 2) / r^4 in r^2. */
    private static final double[] COS = {
        0.041666666666666664,
        -0.0013888888888887382,
        2.480158729874307e-05,
        -2.7557317260008837e-07,
        2.0876143827993133e-09,
        -1.1382456778061306e-11
    };

    /** The normal density at zero. */
    private static final double PEAK = 1 / Math.sqrt(2 * Math.PI);

    private static final double ROOT_HALF = Math.sqrt(0.5);

    private DoubleFunctions() {}

    /**
     * A table of derivatives.
     *
     * @param function the nonlinearity
     * @param count number of derivatives, from f itself
     * @param z arguments; elements from {@code from}
     * @param f the j-th derivative is written from j step + at
     * @param length number of elements, rounded up to whole vectors
     */
    static void derivatives(
            Activation function, int count, double[] z, int from, double[] f, int step, int at, int length) {
        switch (function) {
            case TANH -> tanh(count, z, from, f, step, at, length);
            case SIN -> sin(z, from, f, step, at, length, count);
            case SILU -> silu(count, z, from, f, step, at, length);
            case GELU -> gelu(count, z, from, f, step, at, length);
        }
    }

    private static void tanh(int count, double[] z, int from, double[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector s = tanh(DoubleVector.fromArray(SPECIES, z, from + i));
            DoubleVector q = s.mul(s);
            DoubleVector a = q.neg().add(1);
            int k = at + i;
            s.intoArray(f, k);
            a.intoArray(f, k + step);
            if (count > 2) {
                DoubleVector a2 = a.mul(-2);
                s.mul(a2).intoArray(f, k + 2 * step);
                a2.mul(q.mul(-3).add(1)).intoArray(f, k + 3 * step);
            }
            if (count > 4) {
                s.mul(a).mul(q.mul(-24).add(16)).intoArray(f, k + 4 * step);
                q.mul(120).fma(q.sub(1), broadcast(16)).mul(a).intoArray(f, k + 5 * step);
            }
        }
    }

    private static void sin(double[] z, int from, double[] f, int step, int at, int length, int count) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, from + i);
            DoubleVector rounded = x.fma(broadcast(PER_HALF_PI), broadcast(ROUND));
            LongVector quadrant = rounded.reinterpretAsLongs();
            DoubleVector n = rounded.sub(ROUND);
            DoubleVector r = n.fma(broadcast(-HALF_PI_LOW), n.fma(broadcast(-HALF_PI_HIGH), x));
            DoubleVector q = r.mul(r);
            DoubleVector sine = polynomial(SIN, q).mul(q).fma(r, r);
            DoubleVector cosine = polynomial(COS, q).mul(q).fma(q, q.mul(-0.5).add(1));
            var swapped = quadrant.and(1).eq(1).cast(SPECIES);
            DoubleVector s = signed(sine.blend(cosine, swapped), quadrant);
            DoubleVector c = signed(cosine.blend(sine, swapped), quadrant.add(1));
            for (int j = 0; j < count; j++) {
                DoubleVector derivative = (j & 1) == 0 ? s : c;
                ((j & 2) == 0 ? derivative : derivative.neg()).intoArray(f, at + i + j * step);
            }
        }
    }

    /** Changes the sign where bit 1 is set. */
    private static DoubleVector signed(DoubleVector x, LongVector quadrant) {
        LongVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, Double.SIZE - 2);
        return x.reinterpretAsLongs().lanewise(VectorOperators.XOR, sign).reinterpretAsDoubles();
    }

    private static void silu(int count, double[] z, int from, double[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, from + i);
            DoubleVector s = broadcast(1).div(exp(x.neg()).add(1));
            DoubleVector p = s.sub(s.mul(s));
            DoubleVector p2 = p.mul(s.mul(-2).add(1));
            DoubleVector p3 = p.mul(p.mul(-6).add(1));
            int k = at + i;
            x.mul(s).intoArray(f, k);
            x.fma(p, s).intoArray(f, k + step);
            if (count > 2) {
                x.fma(p2, p.add(p)).intoArray(f, k + 2 * step);
                x.fma(p3, p2.mul(3)).intoArray(f, k + 3 * step);
            }
            if (count > 4) {
                DoubleVector p4 = p2.mul(p.mul(-12).add(1));
                DoubleVector p5 = p.mul(p.mul(-30).fma(p.mul(-4).add(1), broadcast(1)));
                x.fma(p4, p3.mul(4)).intoArray(f, k + 4 * step);
                x.fma(p5, p4.mul(5)).intoArray(f, k + 5 * step);
            }
        }
    }

    private static void gelu(int count, double[] z, int from, double[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, z, from + i);
            DoubleVector q = x.mul(x);
            DoubleVector bell = exp(q.mul(-0.5));
            DoubleVector below = below(x, bell);
            DoubleVector density = bell.mul(PEAK);
            int k = at + i;
            x.mul(below).intoArray(f, k);
            x.fma(density, below).intoArray(f, k + step);
            if (count > 2) {
                q.neg().add(2).mul(density).intoArray(f, k + 2 * step);
                q.sub(4).mul(x).mul(density).intoArray(f, k + 3 * step);
            }
            if (count > 4) {
                q.fma(q.neg().add(7), broadcast(-4)).mul(density).intoArray(f, k + 4 * step);
                q.fma(q.sub(11), broadcast(18)).mul(x).mul(density).intoArray(f, k + 5 * step);
            }
        }
    }

    /** The normal distribution function, given exp(-x^2 / 2). */
    private static DoubleVector below(DoubleVector x, DoubleVector bell) {
        DoubleVector scaled = x.abs().mul(ROOT_HALF);
        DoubleVector variable = scaled.sub(NormalDistribution.CENTRE).div(scaled.add(NormalDistribution.CENTRE));
        DoubleVector sum = polynomial(NormalDistribution.DOUBLE, variable);
        DoubleVector tail = sum.mul(bell).mul(0.5).div(scaled.add(scaled).add(1));
        return tail.neg().add(1).blend(tail, x.lt(0));
    }

    /** By exp(2 x) - 1, which keeps the relative accuracy of small values. */
    private static DoubleVector tanh(DoubleVector x) {
        DoubleVector argument = limited(x.add(x), -50, 50);
        DoubleVector rounded = argument.fma(broadcast(PER_LN2), broadcast(ROUND));
        DoubleVector scale = power(rounded);
        DoubleVector less = scale.fma(reduced(argument, rounded), scale.sub(1));
        return less.div(less.add(2));
    }

    private static DoubleVector exp(DoubleVector x) {
        DoubleVector argument = limited(x, -708, 709);
        DoubleVector rounded = argument.fma(broadcast(PER_LN2), broadcast(ROUND));
        return reduced(argument, rounded).add(1).mul(power(rounded));
    }

    /** Between two bounds; no number stays none. */
    private static DoubleVector limited(DoubleVector x, double low, double high) {
        return x.blend(low, x.lt(low)).blend(high, x.compare(VectorOperators.GT, high));
    }

    /** exp(r) - 1 for what remains of x without a multiple of ln 2. */
    private static DoubleVector reduced(DoubleVector x, DoubleVector rounded) {
        DoubleVector n = rounded.sub(ROUND);
        DoubleVector r = n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), x));
        return polynomial(EXP, r).mul(r).fma(r, r);
    }

    /** Two to the power of an integer to which {@link #ROUND} was added. */
    private static DoubleVector power(DoubleVector rounded) {
        return rounded.reinterpretAsLongs()
                .add(LongVector.broadcast(INTEGERS, 1023))
                .lanewise(VectorOperators.LSHL, 52)
                .reinterpretAsDoubles();
    }

    private static DoubleVector polynomial(double[] coefficients, DoubleVector x) {
        DoubleVector sum = broadcast(coefficients[coefficients.length - 1]);
        for (int k = coefficients.length - 2; k >= 0; k--) {
            sum = sum.fma(x, broadcast(coefficients[k]));
        }
        return sum;
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
