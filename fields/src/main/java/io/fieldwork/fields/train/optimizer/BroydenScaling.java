package io.fieldwork.fields.train.optimizer;

/**
 * Members of the self-scaled Broyden family, told apart by theta and tau. With h = y^T Hy / y^T s and
 * b = s^T H^-1 s / y^T s (bh is at least 1): a = bh - 1, sigma = 1 + theta a, phi = (1 - theta) / sigma.
 */
enum BroydenScaling {
    /**
     * SSBroyden2 of Al-Baali's family: c = sqrt(a / (1 + a)), r = min(1, h (1 - c)),
     * theta = max((r - 1) / a, min(1 / r, (1 - b) / b)), t = min(1, 1 / b), S = sigma^(1 / (1 - n));
     * tau = min(t S, sigma) if theta is at most 0, else t min(S, 1 / theta); h / sigma in the first update.
     */
    SSBROYDEN2,
    /** BFGS with tau = min(1, 1 / b) (Al-Baali 1998); h in the first update. */
    SSBFGS,
    /** BFGS; only the first update scales, by h (Shanno and Phua 1978). */
    BFGS;

    /** Rounding may take bh - 1 below zero. */
    private static final double LEAST = 1e-12;

    /**
     * The coefficients of an update of n parameters.
     *
     * @param h y^T Hy / y^T s, positive
     * @param b s^T H^-1 s / y^T s, positive
     * @param first whether H is still the identity
     */
    Factors factors(double h, double b, int n, boolean first) {
        return switch (this) {
            case SSBROYDEN2 -> ssBroyden(h, b, n, first);
            case SSBFGS -> new Factors(first ? h : Math.min(1, 1 / b), 1);
            case BFGS -> new Factors(first ? h : 1, 1);
        };
    }

    private static Factors ssBroyden(double h, double b, int n, boolean first) {
        double a = Math.max(b * h - 1, LEAST);
        double r = Math.min(1, h * (1 - Math.sqrt(a / (1 + a))));
        double theta = Math.max((r - 1) / a, Math.min(1 / r, (1 - b) / b));
        double sigma = 1 + theta * a;
        double t = Math.min(1, 1 / b);
        double s = n == 1 ? 1 : Math.pow(sigma, 1.0 / (1 - n));
        double tau = theta <= 0 ? Math.min(t * s, sigma) : t * Math.min(s, 1 / theta);
        return new Factors(first ? h / sigma : tau, (1 - theta) / sigma);
    }

    /** The divisor tau of H and the weight phi of v v^T in units of y^T Hy, both positive. */
    record Factors(double tau, double phi) {}
}
