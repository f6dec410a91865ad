package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.reference.AnalyticSolution;

/**
 * The advection equation u_t + speed u_x = 0 on [0, 2π], periodic, for t in [0, 1], from u = sin x; solution u = sin(x
 * - speed t).
 *
 * <p>The simplest of equations, but at speed 50 the wave goes around eight times: plain training loses the initial
 * value and ends near zero (Krishnapriyan et al., NeurIPS 2021). Curricula over the speed, causal weights or time
 * windows, and more features of time help. Coefficient: {@code speed}.
 */
public final class Advection {
    private static final double SPEED = 50;
    private static final int POINTS = 256;
    private static final int OUTPUTS = 201;

    private Advection() {}

    /** {@return the benchmark with speed 50} */
    public static Problem problem() {
        return problem(SPEED);
    }

    /** {@return the problem with another speed, any number; the initial value is a condition} */
    public static Problem problem(double speed) {
        GridAxis t = GridAxis.interval("t", 0, 1, OUTPUTS);
        GridAxis x = GridAxis.periodic("x", 0, 2 * Math.PI, POINTS);
        return Problem.on(Domain.interval("x", 0, 2 * Math.PI).time(0, 1).periodic("x"))
                .unscaled()
                .named("advection", "u_t + speed u_x = 0 on [0, 2 pi], periodic, from sin(x)")
                .equation("advection", u -> u.t().add(u.x().mul(u.coefficient("speed"))))
                .coefficient("speed", speed)
                .condition(Condition.initial("u", p -> Math.sin(p[1])))
                .truth("analytic", () -> AnalyticSolution.of("u", p -> Math.sin(p[1] - speed * p[0]), t, x));
    }

    /** {@return the benchmark with speed 50 and an initial value that holds by construction: u = sin x + t N} */
    public static Problem exact() {
        return ExactFunctions.from(problem(), x -> x[1].sin());
    }
}
