package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.Bingham;
import org.apache.commons.math3.complex.Complex;

/** Where the fluid starts: its angular moments as functions of the place. */
@FunctionalInterface
public interface InitialState {
    /** {@return mₙ = ∫ ψ e^{inθ} dθ for n of at least 0, at a place} */
    Complex moment(int n, double x, double y);

    /** A complex function of the place. */
    @FunctionalInterface
    interface Orientation {
        /** {@return m₂ of the place, below 1 in size} */
        Complex at(double x, double y);
    }

    /** {@return concentration 1 everywhere and the Bingham distribution of a second moment} */
    static InitialState bingham(Orientation second) {
        return (n, x, y) -> {
            if (n % 2 != 0) {
                return Complex.ZERO;
            }
            Complex m = second.at(x, y);
            double r = m.abs();
            double size = Bingham.moments(Bingham.kappa(r), n / 2 + 1)[n / 2];
            double angle = n / 2.0 * m.getArgument();
            return r == 0 && n > 0 ? Complex.ZERO : new Complex(size * Math.cos(angle), size * Math.sin(angle));
        };
    }
}
