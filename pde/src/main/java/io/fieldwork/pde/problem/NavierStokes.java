package io.fieldwork.pde.problem;

import ai.djl.ndarray.NDArray;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.NavierStokesReference;
import io.fieldwork.pde.reference.Reference;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The Navier-Stokes equations u_t + u u_x + v u_y + p_x = nu Δu, v_t + u v_x + v v_y + p_y = nu Δv, u_x + v_y = 0 on
 * the torus [0, 2π]² for t in [0, 1], from a random field of highest speed 5, with nu = 0.01.
 *
 * <p>Decaying turbulence: vortices turn over several times, fine filaments form between them, and the pressure is known
 * by its gradient only. Velocity and pressure need the slots t, x, y, xx, yy alone; the vorticity equation in terms of
 * the velocity would need third derivatives. Causal weights and about ten time windows help. The setting is that of
 * Wang, Sankaran and Perdikaris (Comput. Methods Appl. Mech. Eng. 421, 2024), but the initial field is our own,
 * reproducible from its seed, so errors cannot be set beside theirs. Errors are measured in u and v. Coefficient:
 * {@code nu}.
 */
public final class NavierStokes {
    private static final NavierStokesReference REFERENCE = NavierStokesReference.converged(1);
    private static final int POINTS = 64;
    private static final int OUTPUTS = 20;
    private static final int INITIAL_POINTS = 32;

    private NavierStokes() {}

    /** {@return the benchmark with the initial velocity as a condition} */
    public static Problem problem() {
        Supplier<FourierSeries> u0 = initial("u");
        Supplier<FourierSeries> v0 = initial("v");
        double side = 2 * Math.PI;
        return Problem.on(Domain.of(Shapes.rectangle(0, side, 0, side), "x", "y")
                        .time(0, 1)
                        .periodic("x", "y"))
                .unscaled()
                .named(
                        "navier-stokes",
                        "(u, v)_t + (u, v).grad(u, v) + grad p = nu lap(u, v), u_x + v_y = 0 on a torus")
                .unknowns("u", "v", "p")
                .equation("momentum_x", w -> momentum(w, "u", "x"))
                .equation("momentum_y", w -> momentum(w, "v", "y"))
                .equation("continuity", w -> w.of("u").x().add(w.of("v").y()))
                .coefficient("nu", REFERENCE.viscosity())
                .condition(Condition.initial("u", p -> u0.get().at(p[1], p[2])))
                .condition(Condition.initial("v", p -> v0.get().at(p[1], p[2])))
                .truth("converged", References.of(REFERENCE, POINTS, Reference.times(1, OUTPUTS)));
    }

    private static NDArray momentum(Unknown w, String component, String along) {
        Unknown c = w.of(component);
        return c.t().add(w.of("u").value().mul(c.x()))
                .add(w.of("v").value().mul(c.y()))
                .add(w.of("p").d(along))
                .sub(c.laplacian().mul(w.coefficient("nu")));
    }

    /** The initial field depends on the seed alone and has no wave shorter than a tenth of the side. */
    private static Supplier<FourierSeries> initial(String component) {
        return new Lazy<>(() -> {
            GridSolution start = new NavierStokesReference(
                            REFERENCE.seed(),
                            REFERENCE.speed(),
                            REFERENCE.viscosity(),
                            INITIAL_POINTS,
                            REFERENCE.step())
                    .solve(0);
            return FourierSeries.through(start, component, 0);
        });
    }

    /**
     * {@return the benchmark with an initial velocity that holds by construction: u = u_0 + t N_1, v = v_0 + t N_2, p =
     * N_3}
     */
    public static Problem exact() {
        Supplier<FourierSeries> u0 = initial("u");
        Supplier<FourierSeries> v0 = initial("v");
        Map<String, ExactFunctions.Function> start =
                Map.of("u", x -> u0.get().of(x[1], x[2]), "v", x -> v0.get().of(x[1], x[2]));
        return new ExactFunctions(start, Map.of("u", x -> x[0], "v", x -> x[0])).in(problem());
    }
}
