package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.reference.AnalyticSolution;

/**
 * The wave equation u_tt = c² u_xx on [0, 1] for t in [0, 1], u = 0 at both ends, from u = sin πx + sin(4πx)/2 at rest,
 * with c = 2; solution u = sin πx cos cπt + sin 4πx cos 4cπt / 2.
 *
 * <p>Two frequencies four apart: networks learn the slow one first and its balance with the initial rate is delicate
 * (Wang, Yu and Perdikaris, J. Comput. Phys. 449, 2022). Of second order in time, so that time windows do not apply.
 * Coefficient: {@code c}.
 */
public final class Wave {
    private static final double SPEED = 2;
    private static final int POINTS = 201;

    private Wave() {}

    /** {@return the benchmark with initial and boundary values as conditions} */
    public static Problem problem() {
        GridAxis t = GridAxis.interval("t", 0, 1, POINTS);
        GridAxis x = GridAxis.interval("x", 0, 1, POINTS);
        return Problem.on(Domain.interval("x", 0, 1).time(0, 1))
                .unscaled()
                .named(
                        "wave",
                        "u_tt = c^2 u_xx on [0, 1], u = 0 at both ends, from sin(pi x) + sin(4 pi x) / 2 at rest")
                .equation("wave", u -> u.tt().sub(u.xx().mul(u.coefficient("c").square())))
                .coefficient("c", SPEED)
                .condition(Condition.initial("u", p -> solution(0, p[1])))
                .condition(Condition.initialRate("u", p -> 0))
                .condition(Condition.dirichlet("u", p -> 0))
                .truth("analytic", () -> AnalyticSolution.of("u", p -> solution(p[0], p[1]), t, x));
    }

    private static double solution(double t, double x) {
        double slow = Math.sin(Math.PI * x) * Math.cos(SPEED * Math.PI * t);
        return slow + 0.5 * Math.sin(4 * Math.PI * x) * Math.cos(4 * SPEED * Math.PI * t);
    }

    /**
     * {@return the benchmark whose initial and boundary values hold by construction: u = sin πx + sin(4πx)/2 + t² x (1
     * - x) N}
     */
    public static Problem exact() {
        return ExactFunctions.of(
                problem(),
                x -> x[1].multiply(Math.PI)
                        .sin()
                        .add(x[1].multiply(4 * Math.PI).sin().multiply(0.5)),
                x -> x[0].multiply(x[0])
                        .multiply(x[1])
                        .multiply(x[1].subtract(1).negate()));
    }
}
