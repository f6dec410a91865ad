package io.fieldwork.pde.closure;

import org.apache.commons.math3.complex.Complex;

/**
 * Concentration, second and fourth moment of orientations at a point, as Fourier coefficients mₙ = ∫ ψ e^{inθ} dθ, and the
 * tensors that they are. A symmetric tensor A of the plane is its trace and dev A = (A₁₁ - A₂₂) + 2i A₁₂; a strain rate E is
 * ε = E₁₁ + i E₁₂, so that dev E = 2ε.
 *
 * @param c concentration ∫ ψ dθ, above 0
 * @param second m₂ = dev D of D = ∫ pp ψ dθ
 * @param fourth m₄
 */
public record AngularMoments(double c, Complex second, Complex fourth) {

    /** {@return the moments of a Bingham distribution of order r along the angle φ} */
    public static AngularMoments bingham(double c, double r, double angle) {
        return new AngularMoments(
                c, polar(c * r, 2 * angle), polar(c * TensorClosure.BINGHAM.factor(r * r) * r * r, 4 * angle));
    }

    private static Complex polar(double size, double angle) {
        return new Complex(size * Math.cos(angle), size * Math.sin(angle));
    }

    /** {@return D₁₁, D₁₂, D₂₂} */
    public double[] secondTensor() {
        return tensor(c, second);
    }

    /** {@return S₁₁₁₁, S₁₁₁₂, S₁₁₂₂, S₁₂₂₂, S₂₂₂₂ of S = ∫ pppp ψ dθ} */
    public double[] fourthTensor() {
        double re = second.getReal();
        double im = second.getImaginary();
        return new double[] {
            (3 * c + 4 * re + fourth.getReal()) / 8,
            (2 * im + fourth.getImaginary()) / 8,
            (c - fourth.getReal()) / 8,
            (2 * im - fourth.getImaginary()) / 8,
            (3 * c - 4 * re + fourth.getReal()) / 8
        };
    }

    /** {@return S:E as its elements 11, 12, 22} */
    public double[] fourthWithStrain(Complex strain) {
        return tensor(strain.multiply(second.conjugate()).getReal(), deviatorWithStrain(strain));
    }

    /** {@return S:D as its elements 11, 12, 22} */
    public double[] fourthWithSecond() {
        return tensor(squaredSecond(), deviatorWithSecond());
    }

    /** {@return dev of the stress α(D - cI/2) + βS:E - 2ζβ(D·D - S:D)} */
    public Complex stress(ActiveFluid fluid, Complex strain) {
        Complex steric = second.multiply(c).subtract(second.conjugate().multiply(fourth));
        return second.multiply(fluid.alpha())
                .add(deviatorWithStrain(strain).multiply(fluid.beta()))
                .subtract(steric.multiply(fluid.zeta() * fluid.beta() / 2));
    }

    /**
     * {@return b₀, b₁, a₀, a₁, a₂ of S:D = b₀I + b₁D and S:E = a₀I + a₁D + a₂E for a fourth moment along the second's axis,
     * m₄ = q m₂²/c}
     */
    public double[] tensorBasis(Complex strain) {
        double s = second.multiply(second.conjugate()).getReal() / (c * c);
        double q = s == 0 ? 0.5 : fourth.multiply(second.conjugate().pow(2)).getReal() / (c * c * c * s * s);
        double b1 = c / 4 * (3 + q * s);
        double work = strain.multiply(second.conjugate()).getReal();
        double a1 = q / c * work;
        return new double[] {(squaredSecond() - b1 * c) / 2, b1, (work - a1 * c) / 2, a1, c / 4 * (1 - q * s)};
    }

    /**
     * {@return how far inside the moments of nonnegative densities these are: 1 - r² - |m₄/c - (m₂/c)²|, below 0 if no
     * density has them}
     */
    public double slack() {
        Complex m = second.divide(c);
        double s = m.multiply(m.conjugate()).getReal();
        return 1 - s - fourth.divide(c).subtract(m.multiply(m)).abs();
    }

    private double squaredSecond() {
        return (c * c + second.multiply(second.conjugate()).getReal()) / 2;
    }

    private Complex deviatorWithStrain(Complex strain) {
        return strain.multiply(c).add(fourth.multiply(strain.conjugate())).divide(2);
    }

    private Complex deviatorWithSecond() {
        return second.multiply(0.75 * c).add(second.conjugate().multiply(fourth).multiply(0.25));
    }

    private static double[] tensor(double trace, Complex deviator) {
        return new double[] {
            (trace + deviator.getReal()) / 2, deviator.getImaginary() / 2, (trace - deviator.getReal()) / 2
        };
    }
}
