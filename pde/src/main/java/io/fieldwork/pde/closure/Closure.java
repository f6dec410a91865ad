package io.fieldwork.pde.closure;

/**
 * What stands for the fourth angular moment in equations for the second: m₄ at a point from the concentration c and m₂
 * there, with mₙ = ∫ ψ e^{inθ} dθ. Anything symmetric in all its indices and with the right traces is one such complex
 * number a point.
 */
@FunctionalInterface
public interface Closure {
    /**
     * Writes m₄ at some points, which may happen on several threads at once for different ones.
     *
     * @param c concentration, above 0
     * @param re real part of m₂
     * @param im imaginary part of m₂
     * @param fourthRe is given the real part of m₄
     * @param fourthIm is given the imaginary part of m₄
     */
    void close(double[] c, double[] re, double[] im, double[] fourthRe, double[] fourthIm);
}
