package io.fieldwork.fields.volume;

/**
 * How far sums over intervals of a ray miss the opacity of VolSDF's density sigma = Psi(-d / beta) / beta, with Psi the distribution
 * function of Laplace and a signed distance d that is known at the ends of the intervals (Yariv, Gu, Kasten, Lipman 2021, section 3.2).
 */
final class OpacityBound {
    /** What the exponential of an error counts as at most. */
    static final double MOST = 1e6;

    /** Optical thickness behind which no error that counts can be seen: {@value #MOST} e^-40 is 4e-12. */
    static final double OPAQUE = 40;

    /** An exponential of less than this changes no sum. */
    private static final double NEGLIGIBLE = -40;

    private OpacityBound() {}

    /** {@return the density at a signed distance} */
    static double density(double distance, double beta) {
        double tail = 0.5 * exp(-Math.abs(distance) / beta);
        return (distance > 0 ? tail : 1 - tail) / beta;
    }

    /**
     * {@return the least distance that the surface can have in an interval} Around its ends are balls without any surface; what they
     * leave free of the interval, and how far it is from the others, follows from the triangle of the three lengths.
     *
     * @param length of the interval
     * @param first signed distance at one end
     * @param last signed distance at the other
     */
    static double gap(double length, double first, double last) {
        double b = Math.abs(first);
        double c = Math.abs(last);
        if (first > 0 != last > 0) {
            return 0;
        }
        if (length * length + b * b <= c * c) {
            return b;
        }
        if (length * length + c * c <= b * b) {
            return c;
        }
        if (b + c <= length) {
            return 0;
        }
        double s = 0.5 * (length + b + c);
        return 2 * Math.sqrt(Math.max(0, s * (s - length) * (s - b) * (s - c))) / length;
    }

    /**
     * {@return the least size that a function can have in an interval if it changes by no more than the way} It holds for distances
     * that are only bounds, as those of unions inside and of networks, for which {@link #gap} is too large.
     */
    static double safeGap(double length, double first, double last) {
        return first > 0 != last > 0 ? 0 : Math.max(0, 0.5 * (Math.abs(first) + Math.abs(last) - length));
    }

    /** {@return how much the optical thickness of an interval can differ from length times the density at its first end (theorem 1)} */
    static double error(double length, double gap, double beta) {
        return length * length * exp(-gap / beta) / (4 * beta * beta);
    }

    /**
     * {@return how much the opacity can differ (theorem 2)}
     *
     * @param thickness optical thickness by the sums, up to the begin of an interval
     * @param error of the optical thickness, up to its end
     */
    static double opacity(double thickness, double error) {
        return Math.exp(-thickness) * (Math.min(Math.exp(error), MOST) - 1);
    }

    /** {@return the width from which on intervals bound the error of the opacity by epsilon whatever the distances are (lemma 2)} */
    static double sufficient(double squaresOfLengths, double epsilon) {
        return Math.sqrt(squaresOfLengths / (4 * Math.log1p(epsilon)));
    }

    private static double exp(double x) {
        return x < NEGLIGIBLE ? 0 : Math.exp(x);
    }
}
