package io.fieldwork.pde.problem;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.reference.CavityReference;

/**
 * The lid-driven cavity: u u_x + v u_y + p_x = Δu / Re, u v_x + v v_y + p_y = Δv / Re, u_x + v_y = 0 in the unit
 * square: u = 1 on the lid y = 1, u = v = 0 on the other walls.
 *
 * <p>Steady, with wrong solutions of a small residual at high Reynolds numbers; so the number is raised in steps (100,
 * 400, 1000), the network going from one to the next. The velocity jumps at the two upper corners, where errors stay
 * large. Errors are measured in u and v; the pressure is free up to a constant. Benchmark of Ghia, Ghia and Shin (J.
 * Comput. Phys. 48, 1982). Coefficient: {@code reynolds}.
 */
public final class Cavity {
    private static final double REYNOLDS = 100;

    private Cavity() {}

    /** {@return the benchmark at Reynolds number 100; the velocity on the walls is a condition} */
    public static Problem problem() {
        return problem(REYNOLDS);
    }

    /**
     * {@return the problem at another Reynolds number; the reference resolves the flow up to 1000}
     *
     * @throws UserError if the Reynolds number is not positive
     */
    public static Problem problem(double reynolds) {
        UserError.require(
                reynolds > 0 && reynolds < Double.POSITIVE_INFINITY,
                "The Reynolds number of the cavity",
                reynolds,
                "a positive number");
        return Problem.on(Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y"))
                .unscaled()
                .named("cavity", "(u, v).grad(u, v) + grad p = lap(u, v) / reynolds, u_x + v_y = 0 under a moving lid")
                .unknowns("u", "v", "p")
                .equation("momentum_x", w -> momentum(w, "u", "x"))
                .equation("momentum_y", w -> momentum(w, "v", "y"))
                .equation("continuity", w -> w.of("u").x().add(w.of("v").y()))
                .coefficient("reynolds", reynolds)
                .condition(Condition.dirichlet("u", p -> 1, "top").named("lid_u"))
                .condition(Condition.dirichlet("u", p -> 0, "left", "right", "bottom")
                        .named("walls_u"))
                .condition(Condition.dirichlet("v", p -> 0).named("walls_v"))
                .truth("converged", References.whole(CavityReference.converged(reynolds)));
    }

    private static NDArray momentum(Unknown w, String component, String along) {
        Unknown c = w.of(component);
        return w.of("u")
                .value()
                .mul(c.x())
                .add(w.of("v").value().mul(c.y()))
                .add(w.of("p").d(along))
                .sub(c.laplacian().div(w.coefficient("reynolds")));
    }
}
