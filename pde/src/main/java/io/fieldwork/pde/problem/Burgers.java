package io.fieldwork.pde.problem;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.reference.BurgersReference;
import io.fieldwork.pde.reference.Reference;

/**
 * Burgers' equation u_t + u u_x = nu u_xx on [-1, 1] for t in [0, 1], u = 0 at both ends, from u = -sin πx.
 *
 * <p>The wave steepens until viscosity stops it: at nu = 0.01/π a layer of width 0.005 stands at x = 0 from t = 0.4 on.
 * Points must lie in the layer, so residual-adaptive ones help. Quasi-Newton training in double precision on a small
 * network (3 x 20, tanh) with exact conditions is a good start. The benchmark is that of Raissi, Perdikaris and
 * Karniadakis (J. Comput. Phys. 378, 2019); the reference agrees with the exact solution of Cole and Hopf. Coefficient:
 * {@code nu}.
 */
public final class Burgers {
    /** The viscosity of the benchmark. */
    public static final double VISCOSITY = 0.01 / Math.PI;

    private static final int FINE = 4096;
    private static final double STEP = 1e-4;
    private static final int POINTS = 512;

    private Burgers() {}

    /** {@return the benchmark with viscosity 0.01/π} */
    public static Problem problem() {
        return problem(VISCOSITY);
    }

    /**
     * {@return the problem with another viscosity; initial and boundary values are conditions}
     *
     * @throws UserError if the viscosity is not positive
     */
    public static Problem problem(double viscosity) {
        UserError.require(
                viscosity > 0 && viscosity < Double.POSITIVE_INFINITY,
                "The viscosity of Burgers' equation",
                viscosity,
                "a positive number");
        return Problem.on(Domain.interval("x", -1, 1).time(0, 1))
                .unscaled()
                .named("burgers", "u_t + u u_x = nu u_xx on [-1, 1], u = 0 at both ends, from -sin(pi x)")
                .equation("burgers", u -> u.t().add(u.value().mul(u.x())).sub(u.xx().mul(u.coefficient("nu"))))
                .coefficient("nu", viscosity)
                .condition(Condition.initial("u", p -> -Math.sin(Math.PI * p[1])))
                .condition(Condition.dirichlet("u", p -> 0))
                .truth("converged", References.of(reference(viscosity), POINTS, Reference.times(1, 100)));
    }

    /** The layer is as thin as the viscosity is small, so that points and steps follow it. */
    private static Reference reference(double viscosity) {
        double finer = Math.pow(2, Math.ceil(Math.log(VISCOSITY / viscosity) / Math.log(2)));
        int points = (int) Math.max(POINTS, FINE * finer);
        return new BurgersReference(viscosity, points, STEP * Math.min(1, 1 / finer));
    }

    /**
     * {@return the benchmark with viscosity 0.01/π, whose initial and boundary values hold by construction: u = -sin πx
     * + t (1 - x²) N}
     */
    public static Problem exact() {
        return ExactFunctions.of(
                problem(),
                x -> x[1].multiply(Math.PI).sin().negate(),
                x -> x[0].multiply(x[1].multiply(x[1]).subtract(1).negate()));
    }
}
