package io.fieldwork.pde.closure.kinetic;

/**
 * A step of the semi-implicit backward differentiation formula of order two with steps of varying length (Wang and
 * Ruuth, "Variable step-size implicit-explicit linear multistep methods", J. Comput. Math. 26, 2008): (new + Δt λ) y⁺ = now
 * y + before y⁻ + Δt (rate B + rateBefore B⁻) for dy/dt = B - λ y, where B is extrapolated and decay is implicit.
 *
 * @param step Δt
 * @param next weight of y⁺
 * @param now weight of y
 * @param before weight of y⁻
 * @param rate weight of B
 * @param rateBefore weight of B⁻
 */
record Sbdf2(double step, double next, double now, double before, double rate, double rateBefore) {
    /** {@return Euler's step, which begins} */
    static Sbdf2 first(double step) {
        return new Sbdf2(step, 1, 1, 0, 1, 0);
    }

    /** {@return a step after one of another length} */
    static Sbdf2 after(double last, double step) {
        double w = step / last;
        return new Sbdf2(step, (1 + 2 * w) / (1 + w), 1 + w, -w * w / (1 + w), 1 + w, -w);
    }

    /**
     * Writes y⁺ where y⁻ was.
     *
     * @param decay λ of each column, to which that of the row comes
     */
    void advance(Plane y, Plane last, Plane b, Plane bLast, double[] decay, double[] ofRow) {
        for (int r = 0; r < y.re().length; r++) {
            advance(y.re()[r], last.re()[r], b.re()[r], bLast.re()[r], decay, ofRow[r]);
            advance(y.im()[r], last.im()[r], b.im()[r], bLast.im()[r], decay, ofRow[r]);
        }
    }

    private void advance(double[] y, double[] last, double[] b, double[] bLast, double[] decay, double ofRow) {
        double p = step * rate;
        double q = step * rateBefore;
        double base = next + step * ofRow;
        for (int i = 0; i < y.length; i++) {
            last[i] = (now * y[i] + before * last[i] + p * b[i] + q * bLast[i]) / (base + step * decay[i]);
        }
    }
}
