package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/**
 * The Lorenz system x' = prandtl (y - x), y' = x (rayleigh - z) - y, z' = x y - ratio z from (1, 1, 1), integrated by
 * the method of Dormand and Prince of order eight. Nearby solutions part exponentially, so the tolerance limits the
 * time up to which the solution is accurate.
 *
 * @param prandtl 10 in the chaotic case
 * @param rayleigh 28 in the chaotic case
 * @param ratio 8/3 in the chaotic case
 * @param tolerance absolute and relative error of one step
 */
public record LorenzReference(double prandtl, double rayleigh, double ratio, double tolerance) implements Reference {
    private static final double SHORTEST = 1e-10;
    private static final double LONGEST = 0.1;

    /** {@return the chaotic case 10, 28, 8/3 with a tight tolerance, converged to about 3e-10 up to t = 20} */
    public static LorenzReference converged() {
        return new LorenzReference(10, 28, 8.0 / 3, 1e-13);
    }

    @Override
    public String name() {
        return "lorenz";
    }

    @Override
    public GridSolution solve(double... times) {
        var integrator = new DormandPrince853Integrator(SHORTEST, LONGEST, tolerance, tolerance);
        var equations = new Equations();
        Evolution.Flow flow = (state, from, to) -> {
            try {
                integrator.integrate(equations, from, state, to, state);
            } catch (MathIllegalArgumentException e) {
                throw new UserError("The reference 'lorenz' cannot keep to the tolerance " + tolerance + ".", e);
            }
        };
        return Evolution.solve(name(), times, List.of(), List.of("x", "y", "z"), new double[] {1, 1, 1}, flow, state ->
                new double[][] {{state[0]}, {state[1]}, {state[2]}});
    }

    private final class Equations implements FirstOrderDifferentialEquations {
        @Override
        public int getDimension() {
            return 3;
        }

        @Override
        public void computeDerivatives(double t, double[] p, double[] rate) {
            rate[0] = prandtl * (p[1] - p[0]);
            rate[1] = p[0] * (rayleigh - p[2]) - p[1];
            rate[2] = p[0] * p[1] - ratio * p[2];
        }
    }
}
