package io.fieldwork.pde.closure;

/**
 * The Bingham distribution on the circle, ψ(θ) = c exp(κ cos 2(θ - φ)) / (2π I₀(κ)): of all with the same second moment
 * it has the least ∫ ψ log ψ. In the plane its moments are ratios of Bessel functions, m₂ⱼ = c Iⱼ(κ)/I₀(κ) e^{2ijφ}, so
 * neither quadrature nor tables are needed (Weady, Shelley and Stein, "A fast Chebyshev method for the Bingham closure
 * with application to active nematic suspensions", J. Comput. Phys. 457, 2022, interpolate quadratures instead). Bessel
 * ratios come from their continued fraction, Iⱼ₊₁/Iⱼ = 1/(2(j+1)/κ + Iⱼ₊₂/Iⱼ₊₁), which converges from behind.
 */
public final class Bingham {
    private static final int LEAST_TERMS = 40;
    private static final int NEWTON_STEPS = 50;
    private static final double SERIES_BELOW = 1e-3;
    private static final double ALIGNED_ABOVE = 1 - 1e-8;

    private Bingham() {}

    /** Enough terms that the fraction's start no longer shows: its influence falls as exp(-terms²/κ). */
    private static int terms(double kappa) {
        return LEAST_TERMS + (int) (12 * Math.sqrt(kappa));
    }

    /** {@return the first Iⱼ(κ)/I₀(κ), from j = 0 on, for κ of at least 0} */
    public static double[] moments(double kappa, int count) {
        double[] result = new double[count];
        result[0] = 1;
        double ratio = 0;
        for (int j = Math.max(count, terms(kappa)); j >= 1; j--) {
            ratio = kappa / (2 * j + kappa * ratio);
            if (j < count) {
                result[j] = ratio;
            }
        }
        for (int j = 1; j < count; j++) {
            result[j] *= result[j - 1];
        }
        return result;
    }

    /** {@return the order r = I₁(κ)/I₀(κ), from 0 to 1} */
    public static double order(double kappa) {
        double ratio = 0;
        for (int j = terms(kappa); j >= 1; j--) {
            ratio = kappa / (2 * j + kappa * ratio);
        }
        return ratio;
    }

    /** {@return the concentration κ of an order r from 0 to below 1, by Newton's method} */
    public static double kappa(double r) {
        if (!(r >= 0 && r < 1)) {
            throw new IllegalArgumentException("an order is from 0 to below 1, not " + r);
        }
        if (r < SERIES_BELOW) {
            return r * (2 + r * r * (1 + r * r * 5 / 6));
        }
        double kappa = r * (2 - r * r) / (1 - r * r);
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double a = order(kappa);
            double change = (a - r) / (1 - a * a - a / kappa);
            kappa -= change;
            if (Math.abs(change) <= 1e-14 * kappa) {
                return kappa;
            }
        }
        return kappa;
    }

    /** {@return h = I₂/I₀ = 1 - 2r/κ, the size of the fourth moment over c, of an order r from 0 to 1} */
    public static double fourth(double r) {
        return r * r * factor(r * r);
    }

    /** {@return q = h/s, a smooth function of s = r² from 1/2 at isotropy to 1 when aligned: m₄ = q m₂²/c} */
    public static double factor(double s) {
        double r = Math.sqrt(s);
        if (r < SERIES_BELOW) {
            return 0.5 + s / 6 + s * s * 5 / 48;
        }
        if (r > ALIGNED_ABOVE) {
            return s;
        }
        return moments(kappa(r), 3)[2] / s;
    }

    /** {@return log I₀(κ), from e^κ = I₀ + 2 Σ Iⱼ} */
    public static double logBessel(double kappa) {
        double[] all = moments(kappa, terms(kappa));
        double sum = 1;
        for (int j = 1; j < all.length; j++) {
            sum += 2 * all[j];
        }
        return kappa - Math.log(sum);
    }

    /** {@return ∫ ψ log ψ dθ of order r and c = 1: κ r - log(2π I₀)} */
    public static double entropy(double r) {
        double kappa = kappa(r);
        return kappa * r - Math.log(2 * Math.PI) - logBessel(kappa);
    }
}
