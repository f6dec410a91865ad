package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.reference.HeatReference;
import io.fieldwork.pde.reference.Reference;
import java.util.List;

/**
 * The heat equation u_t = kappa u_xx on [0, 1] for t in [0, 1], u = 0 at both ends, from u = sin πx + sin(3πx)/2, with
 * kappa = 0.1; solution u = exp(-kappa π² t) sin πx + exp(-9 kappa π² t) sin 3πx / 2.
 *
 * <p>Smooth and forgiving: the fast part is gone by t = 0.5, the slow one has halved by t = 0.7. The first problem to
 * try a new method on. Coefficient: {@code kappa}.
 */
public final class Heat {
    private static final double DIFFUSIVITY = 0.1;
    private static final List<Double> AMPLITUDES = List.of(1.0, 0.0, 0.5);
    private static final int POINTS = 201;

    private Heat() {}

    /** {@return the problem with diffusivity 0.1} */
    public static Problem problem() {
        return problem(DIFFUSIVITY);
    }

    /** {@return the problem with another diffusivity, above 0; initial and boundary values are conditions} */
    public static Problem problem(double diffusivity) {
        HeatReference reference = new HeatReference(diffusivity, AMPLITUDES, POINTS);
        return Problem.on(Domain.interval("x", 0, 1).time(0, 1))
                .unscaled()
                .named("heat", "u_t = kappa u_xx on [0, 1], u = 0 at both ends, from sin(pi x) + sin(3 pi x) / 2")
                .equation("heat", u -> u.t().sub(u.xx().mul(u.coefficient("kappa"))))
                .coefficient("kappa", diffusivity)
                .condition(Condition.initial("u", p -> Math.sin(Math.PI * p[1]) + 0.5 * Math.sin(3 * Math.PI * p[1])))
                .condition(Condition.dirichlet("u", p -> 0))
                .truth("analytic", () -> reference.solve(Reference.times(1, 100)));
    }

    /**
     * {@return the problem with diffusivity 0.1, whose initial and boundary values hold by construction: u = sin πx +
     * sin(3πx)/2 + t x (1 - x) N}
     */
    public static Problem exact() {
        return ExactFunctions.of(
                problem(),
                x -> x[1].multiply(Math.PI)
                        .sin()
                        .add(x[1].multiply(3 * Math.PI).sin().multiply(0.5)),
                x -> x[0].multiply(x[1]).multiply(x[1].subtract(1).negate()));
    }
}
