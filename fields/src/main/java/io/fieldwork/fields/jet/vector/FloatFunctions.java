package io.fieldwork.fields.jet.vector;

import io.fieldwork.fields.jet.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The nonlinearities and their derivatives, whole vectors at a time. The exponential and the sine are polynomials here:
 * their bits do not depend on how a loop was compiled.
 */
final class FloatFunctions {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Stored bits of a significand. */
    private static final int FRACTION = Float.PRECISION - 1;

    /** Adding it rounds to an integer, which is then in the lowest bits. */
    private static final float ROUND = Math.scalb(1.5f, FRACTION);

    private static final float PER_LN2 = (float) (1 / Math.log(2));
    private static final float PER_HALF_PI = (float) (2 / Math.PI);
    private static final float HALF_PI = (float) (Math.PI / 2);

    /** The normal density at zero. */
    private static final float PEAK = (float) (1 / Math.sqrt(2 * Math.PI));

    private static final float ROOT_HALF = (float) Math.sqrt(0.5);

    private FloatFunctions() {}

    /**
     * A table of derivatives, as many as {@code count} from f itself: the j-th of the elements from {@code from} on is
     * written from j step + at. The length is rounded up to whole vectors.
     */
    static void derivatives(
            Activation function, int count, float[] z, int from, float[] f, int step, int at, int length) {
        switch (function) {
            case TANH -> tanh(count, z, from, f, step, at, length);
            case SIN -> sin(z, from, f, step, at, length, count);
            case SILU -> silu(count, z, from, f, step, at, length);
            case GELU -> gelu(count, z, from, f, step, at, length);
        }
    }

    private static void tanh(int count, float[] z, int from, float[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector s = tanh(FloatVector.fromArray(SPECIES, z, from + i));
            FloatVector q = s.mul(s);
            FloatVector a = q.neg().add(1);
            int k = at + i;
            s.intoArray(f, k);
            a.intoArray(f, k + step);
            if (count > 2) {
                FloatVector a2 = a.mul(-2);
                s.mul(a2).intoArray(f, k + 2 * step);
                a2.mul(q.mul(-3).add(1)).intoArray(f, k + 3 * step);
            }
            if (count > 4) {
                s.mul(a).mul(q.mul(-24).add(16)).intoArray(f, k + 4 * step);
                q.mul(120).fma(q.sub(1), broadcast(16)).mul(a).intoArray(f, k + 5 * step);
            }
            if (count > 6) {
                FloatVector even = q.mul(-720).add(960).fma(q, broadcast(-272));
                FloatVector odd = q.mul(5040).sub(8400).fma(q, broadcast(3696)).fma(q, broadcast(-272));
                s.mul(a).mul(even).intoArray(f, k + 6 * step);
                a.mul(odd).intoArray(f, k + 7 * step);
            }
        }
    }

    private static void sin(float[] z, int from, float[] f, int step, int at, int length, int count) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, from + i);
            FloatVector rounded = x.fma(broadcast(PER_HALF_PI), broadcast(ROUND));
            IntVector quadrant = rounded.reinterpretAsInts();
            FloatVector n = rounded.sub(ROUND);
            FloatVector r = n.fma(broadcast(-FloatPolynomials.HALF_PI_LOW), n.fma(broadcast(-HALF_PI), x));
            FloatVector q = r.mul(r);
            FloatVector sine = polynomial(FloatPolynomials.SIN, q).mul(q).fma(r, r);
            FloatVector cosine = polynomial(FloatPolynomials.COS, q)
                    .mul(q)
                    .fma(q, q.mul(-0.5f).add(1));
            var swapped = quadrant.and(1).eq(1).cast(SPECIES);
            FloatVector s = signed(sine.blend(cosine, swapped), quadrant);
            FloatVector c = signed(cosine.blend(sine, swapped), quadrant.add(1));
            for (int j = 0; j < count; j++) {
                FloatVector derivative = (j & 1) == 0 ? s : c;
                ((j & 2) == 0 ? derivative : derivative.neg()).intoArray(f, at + i + j * step);
            }
        }
    }

    /** Changes the sign where bit 1 is set. */
    private static FloatVector signed(FloatVector x, IntVector quadrant) {
        IntVector sign = quadrant.and(2).lanewise(VectorOperators.LSHL, Float.SIZE - 2);
        return x.reinterpretAsInts().lanewise(VectorOperators.XOR, sign).reinterpretAsFloats();
    }

    private static void silu(int count, float[] z, int from, float[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, from + i);
            FloatVector s = broadcast(1).div(exp(x.neg()).add(1));
            FloatVector p = s.sub(s.mul(s));
            FloatVector p2 = p.mul(s.mul(-2).add(1));
            FloatVector p3 = p.mul(p.mul(-6).add(1));
            int k = at + i;
            x.mul(s).intoArray(f, k);
            x.fma(p, s).intoArray(f, k + step);
            if (count > 2) {
                x.fma(p2, p.add(p)).intoArray(f, k + 2 * step);
                x.fma(p3, p2.mul(3)).intoArray(f, k + 3 * step);
            }
            if (count > 4) {
                FloatVector p4 = p2.mul(p.mul(-12).add(1));
                FloatVector p5 = p.mul(p.mul(-30).fma(p.mul(-4).add(1), broadcast(1)));
                x.fma(p4, p3.mul(4)).intoArray(f, k + 4 * step);
                x.fma(p5, p4.mul(5)).intoArray(f, k + 5 * step);
            }
            if (count > 6) {
                seventh(x, s, p, f, k + 6 * step, step);
            }
        }
    }

    /** The derivatives of SiLU of orders six and seven, from s and p = s (1 - s). */
    private static void seventh(FloatVector x, FloatVector s, FloatVector p, float[] f, int at, int step) {
        FloatVector p5 = p.mul(p.mul(120).sub(30).fma(p, broadcast(1)));
        FloatVector p6 = p.mul(s.mul(-2).add(1)).mul(p.mul(360).sub(60).fma(p, broadcast(1)));
        FloatVector p7 = p.mul(p.mul(-5040).add(1680).fma(p, broadcast(-126)).fma(p, broadcast(1)));
        x.fma(p6, p5.mul(6)).intoArray(f, at);
        x.fma(p7, p6.mul(7)).intoArray(f, at + step);
    }

    private static void gelu(int count, float[] z, int from, float[] f, int step, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, z, from + i);
            FloatVector q = x.mul(x);
            FloatVector bell = exp(q.mul(-0.5f));
            FloatVector below = below(x, bell);
            FloatVector density = bell.mul(PEAK);
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
            if (count > 6) {
                FloatVector even = q.neg().add(16).fma(q, broadcast(-51)).fma(q, broadcast(18));
                FloatVector odd = q.sub(22).fma(q, broadcast(115)).fma(q, broadcast(-120));
                even.mul(density).intoArray(f, k + 6 * step);
                odd.mul(x).mul(density).intoArray(f, k + 7 * step);
            }
        }
    }

    /**
     * h = ln(1 + exp(k z)) / k with its derivative s, if that has room, at the first {@code length} places, rounded up to two vectors. Two
     * polynomials at a time hide how long each step of one takes; in one loop all of it would be more than the compiler unfolds.
     */
    static void softplus(float k, float[] z, float[] h, float[] s, int length) {
        decay(k, z, h, length);
        if (s.length > 0) {
            logistic(z, h, s, length);
        }
        rise(k, z, h, length);
    }

    /** e = exp(-|k z|). */
    private static void decay(float k, float[] z, float[] e, int length) {
        float[] c = FloatPolynomials.EXP;
        for (int i = 0; i < length; i += 2 * LANES) {
            FloatVector a =
                    FloatVector.fromArray(SPECIES, z, i).mul(k).abs().neg().max(FloatPolynomials.EXP_LOW);
            FloatVector b = FloatVector.fromArray(SPECIES, z, i + LANES)
                    .mul(k)
                    .abs()
                    .neg()
                    .max(FloatPolynomials.EXP_LOW);
            FloatVector n = a.fma(broadcast(PER_LN2), broadcast(ROUND));
            FloatVector m = b.fma(broadcast(PER_LN2), broadcast(ROUND));
            a = remainder(a, n);
            b = remainder(b, m);
            FloatVector p = broadcast(c[c.length - 1]);
            FloatVector q = p;
            for (int j = c.length - 2; j >= 0; j--) {
                FloatVector next = broadcast(c[j]);
                p = p.fma(a, next);
                q = q.fma(b, next);
            }
            p.mul(a).fma(a, a).add(1).mul(power(n)).intoArray(e, i);
            q.mul(b).fma(b, b).add(1).mul(power(m)).intoArray(e, i + LANES);
        }
    }

    /** s = 1 / (1 + exp(-k z)), given e = exp(-|k z|) and a z of the sign. */
    private static void logistic(float[] z, float[] e, float[] s, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, e, i);
            FloatVector share = broadcast(1).div(x.add(1));
            share.blend(share.mul(x), FloatVector.fromArray(SPECIES, z, i).lt(0))
                    .intoArray(s, i);
        }
    }

    /** h = max(z, 0) + ln(1 + e) / k, where e is in h before. */
    private static void rise(float k, float[] z, float[] h, int length) {
        float[] c = FloatPolynomials.LOG;
        float per = 1 / k;
        for (int i = 0; i < length; i += 2 * LANES) {
            FloatVector a = FloatVector.fromArray(SPECIES, h, i);
            FloatVector b = FloatVector.fromArray(SPECIES, h, i + LANES);
            FloatVector p = broadcast(c[c.length - 1]);
            FloatVector q = p;
            for (int j = c.length - 2; j >= 0; j--) {
                FloatVector next = broadcast(c[j]);
                p = p.fma(a, next);
                q = q.fma(b, next);
            }
            p.mul(a)
                    .fma(broadcast(per), FloatVector.fromArray(SPECIES, z, i).max(0))
                    .intoArray(h, i);
            q.mul(b)
                    .fma(
                            broadcast(per),
                            FloatVector.fromArray(SPECIES, z, i + LANES).max(0))
                    .intoArray(h, i + LANES);
        }
    }

    private static FloatVector remainder(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(ROUND);
        return n.fma(broadcast(-FloatPolynomials.LN2_LOW), n.fma(broadcast(-FloatPolynomials.LN2_HIGH), x));
    }

    /** The normal distribution function, given exp(-x^2 / 2). */
    private static FloatVector below(FloatVector x, FloatVector bell) {
        FloatVector scaled = x.abs().mul(ROOT_HALF);
        FloatVector variable = scaled.sub(FloatPolynomials.CENTRE).div(scaled.add(FloatPolynomials.CENTRE));
        FloatVector sum = polynomial(FloatPolynomials.ERFC, variable);
        FloatVector tail = sum.mul(bell).mul(0.5f).div(scaled.add(scaled).add(1));
        return tail.neg().add(1).blend(tail, x.lt(0));
    }

    /** By exp(2 x) - 1, which keeps the relative accuracy of small values. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector argument = limited(x.add(x), -FloatPolynomials.TANH_LIMIT, FloatPolynomials.TANH_LIMIT);
        FloatVector rounded = argument.fma(broadcast(PER_LN2), broadcast(ROUND));
        FloatVector scale = power(rounded);
        FloatVector less = scale.fma(reduced(argument, rounded), scale.sub(1));
        return less.div(less.add(2));
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector argument = limited(x, FloatPolynomials.EXP_LOW, FloatPolynomials.EXP_HIGH);
        FloatVector rounded = argument.fma(broadcast(PER_LN2), broadcast(ROUND));
        return reduced(argument, rounded).add(1).mul(power(rounded));
    }

    /** Between two bounds; no number stays none. */
    private static FloatVector limited(FloatVector x, float low, float high) {
        return x.blend(low, x.lt(low)).blend(high, x.compare(VectorOperators.GT, high));
    }

    /** exp(r) - 1 for what remains of x without a multiple of ln 2. */
    private static FloatVector reduced(FloatVector x, FloatVector rounded) {
        FloatVector n = rounded.sub(ROUND);
        FloatVector r = n.fma(broadcast(-FloatPolynomials.LN2_LOW), n.fma(broadcast(-FloatPolynomials.LN2_HIGH), x));
        return polynomial(FloatPolynomials.EXP, r).mul(r).fma(r, r);
    }

    /** Two to the power of an integer to which {@link #ROUND} was added. */
    private static FloatVector power(FloatVector rounded) {
        return rounded.reinterpretAsInts()
                .add(Float.MAX_EXPONENT)
                .lanewise(VectorOperators.LSHL, FRACTION)
                .reinterpretAsFloats();
    }

    private static FloatVector polynomial(float[] coefficients, FloatVector x) {
        FloatVector sum = broadcast(coefficients[coefficients.length - 1]);
        for (int k = coefficients.length - 2; k >= 0; k--) {
            sum = sum.fma(x, broadcast(coefficients[k]));
        }
        return sum;
    }

    private static FloatVector broadcast(double value) {
        return FloatVector.broadcast(SPECIES, (float) value);
    }
}
