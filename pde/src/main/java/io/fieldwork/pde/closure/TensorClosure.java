package io.fieldwork.pde.closure;

/**
 * Closures m₄ = q(s) m₂²/c with s = |m₂|²/c²: all that the second moment alone determines, for turning and mirroring the
 * fluid must turn and mirror the fourth moment. No angle and no eigenvector is needed, and isotropy is no special point.
 * Each q is a Chebyshev series in 2s - 1; where truncation brought s beyond 1, q(1) is taken.
 */
public enum TensorClosure implements Closure {
    /** The quasi-equilibrium of least ∫ ψ log ψ ({@link Bingham}), to 13 digits: it alone keeps the balance of entropy. */
    BINGHAM(ChebyshevSeries.interpolating(x -> Bingham.factor((1 + x) / 2), 64)),
    /** q = s, a Gauss distribution wound around the circle, m₄ = c r⁴: right when aligned, wrong near isotropy. */
    WRAPPED_NORMAL(new ChebyshevSeries(0.5, 0.5)),
    /** q = 1/2, the first term of every smooth distribution's expansion about isotropy. */
    ISOTROPIC(new ChebyshevSeries(0.5)),
    /** q = 1, the fourth angular moment of Doi's D D / c, with the lower moments as they are: right when aligned. */
    QUADRATIC(new ChebyshevSeries(1));

    private final ChebyshevSeries factor;

    TensorClosure(ChebyshevSeries factor) {
        this.factor = factor;
    }

    /** {@return q as a series in x = 2s - 1} */
    public ChebyshevSeries series() {
        return factor;
    }

    /** {@return q(s) for s of at least 0} */
    public double factor(double s) {
        return factor.value(2 * Math.min(s, 1) - 1);
    }

    @Override
    public void close(Points points, double[] fourthRe, double[] fourthIm) {
        double[] c = points.c();
        double[] re = points.re();
        double[] im = points.im();
        double[] x = new double[c.length];
        double[] q = new double[c.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.min(2 * (re[i] * re[i] + im[i] * im[i]) / (c[i] * c[i]) - 1, 1);
        }
        factor.values(x, q, x.length);
        for (int i = 0; i < x.length; i++) {
            double scale = q[i] / c[i];
            fourthRe[i] = scale * (re[i] * re[i] - im[i] * im[i]);
            fourthIm[i] = scale * 2 * re[i] * im[i];
        }
    }
}
