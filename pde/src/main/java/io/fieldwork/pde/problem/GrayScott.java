package io.fieldwork.pde.problem;

import ai.djl.ndarray.NDArray;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.reference.GrayScottReference;
import io.fieldwork.pde.reference.Reference;

/**
 * The Gray-Scott equations u_t = 0.2 Δu + 40 (1 - u) - 1000 u v², v_t = 0.1 Δv - 100 v + 1000 u v² on [-1, 1]²,
 * periodic, for t in [0, 2], from u = 1 - exp(-10 ((x + 0.05)² + (y + 0.02)²)), v = exp(-10 ((x - 0.05)² + (y -
 * 0.02)²)).
 *
 * <p>Two substances of which one feeds on the other: rings spread and break up into spots. The rates are large, so the
 * state u = 1, v = 0, which solves the equation too, attracts training; causal weights and time windows work against
 * that (Wang, Li, Chen and Perdikaris, J. Mach. Learn. Res. 25, 2024). Coefficients:
 * {@code diffusion_u, diffusion_v, feed, decay, reaction}.
 */
public final class GrayScott {
    private static final double SHARPNESS = 10;
    private static final int POINTS = 64;
    private static final int OUTPUTS = 20;

    private GrayScott() {}

    /** {@return the benchmark with the initial values as conditions} */
    public static Problem problem() {
        return Problem.on(Domain.of(Shapes.rectangle(-1, 1, -1, 1), "x", "y")
                        .time(0, 2)
                        .periodic("x", "y"))
                .unscaled()
                .named("gray-scott", "u_t = 0.2 lap u + 40 (1 - u) - 1000 u v^2, v_t = 0.1 lap v - 100 v + 1000 u v^2")
                .unknowns("u", "v")
                .equation(
                        "u",
                        w -> w.of("u")
                                .t()
                                .sub(w.of("u").laplacian().mul(w.coefficient("diffusion_u")))
                                .add(w.of("u").value().sub(1).mul(w.coefficient("feed")))
                                .add(reaction(w)))
                .equation(
                        "v",
                        w -> w.of("v")
                                .t()
                                .sub(w.of("v").laplacian().mul(w.coefficient("diffusion_v")))
                                .add(w.of("v").value().mul(w.coefficient("decay")))
                                .sub(reaction(w)))
                .coefficient("diffusion_u", 0.2)
                .coefficient("diffusion_v", 0.1)
                .coefficient("feed", 40)
                .coefficient("decay", 100)
                .coefficient("reaction", 1000)
                .condition(Condition.initial("u", p -> 1 - bump(p[1] + 0.05, p[2] + 0.02)))
                .condition(Condition.initial("v", p -> bump(p[1] - 0.05, p[2] - 0.02)))
                .truth("converged", References.of(GrayScottReference.converged(), POINTS, Reference.times(2, OUTPUTS)));
    }

    private static NDArray reaction(Unknown w) {
        return w.of("u").value().mul(w.of("v").value().square()).mul(w.coefficient("reaction"));
    }

    private static double bump(double x, double y) {
        return Math.exp(-SHARPNESS * (x * x + y * y));
    }
}
