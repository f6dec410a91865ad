package io.fieldwork.pde.closure.kinetic;

import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.TensorClosure;
import org.apache.commons.math3.complex.Complex;

/** Solvers of the tests, on a square of side 10. */
final class Fluids {
    static final double UNIT = 2 * Math.PI / 10;

    private Fluids() {}

    static ActiveFluid fluid(double alpha, double beta, double zeta) {
        return ActiveFluid.of(alpha, beta, zeta, 0.05, 0.05);
    }

    /** By so many modes, or by Bingham's closure for 0. */
    static MomentSolver solver(ActiveFluid fluid, int points, int modes, double step, InitialState start) {
        SolverOptions options =
                new SolverOptions(points, 10.0, modes == 0 ? null : modes, step, 1e-11, modes < 8 ? 1.0 : null, 50);
        return modes == 0
                ? MomentSolver.coarse(fluid, options, TensorClosure.BINGHAM, start)
                : MomentSolver.kinetic(fluid, options, start);
    }

    /** m₂ = 0.2 (cos kx + i cos ky). */
    static InitialState waves() {
        return InitialState.bingham((x, y) -> new Complex(0.2 * Math.cos(UNIT * x), 0.2 * Math.cos(UNIT * y)));
    }

    /** Mean of |.|² of complex numbers as pairs. */
    static double meanSquare(double[] pairs) {
        double sum = 0;
        for (double value : pairs) {
            sum += value * value;
        }
        return sum / (pairs.length / 2.0);
    }
}
