package io.fieldwork.pde.closure;

/**
 * What stands for the fourth angular moment in equations for the second: m₄ at a point from the concentration c, m₂ and, for some closures,
 * the strain rate there, with mₙ = ∫ ψ e^{inθ} dθ. Anything symmetric in all its indices and with the right traces is one such
 * complex number a point.
 */
@FunctionalInterface
public interface Closure {
    /**
     * What is known at some points.
     *
     * @param c concentration, above 0
     * @param re real part of m₂
     * @param im imaginary part of m₂
     * @param strainRe E₁₁ of the strain rate
     * @param strainIm E₁₂ of the strain rate
     */
    record Points(double[] c, double[] re, double[] im, double[] strainRe, double[] strainIm) {}

    /**
     * Writes m₄ at some points, which may happen on several threads at once for different ones.
     *
     * @param points what is known there
     * @param fourthRe is given the real part of m₄
     * @param fourthIm is given the imaginary part of m₄
     */
    void close(Points points, double[] fourthRe, double[] fourthIm);

    /** {@return whether it depends on the strain rate, which depends on it} */
    default boolean seesStrain() {
        return false;
    }
}
