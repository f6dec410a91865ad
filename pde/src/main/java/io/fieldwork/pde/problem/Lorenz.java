package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.reference.LorenzReference;
import io.fieldwork.pde.reference.Reference;
import java.util.Map;

/**
 * The Lorenz system x' = sigma (y - x), y' = x (rho - z) - y, z' = x y - beta z from (1, 1, 1) for t in [0, 20], with
 * sigma = 10, rho = 28, beta = 8/3 (Lorenz, J. Atmos. Sci. 20, 1963).
 *
 * <p>Chaotic: a difference of 1e-9 at the start has become 7e-7 at t = 20. One network does not reach so far; many
 * short time windows (forty of 0.5) do, each of which must be solved to a small fraction of the error wanted at the
 * end. The initial value holds by construction, u = 1 + t N, as it is usually set. Coefficients:
 * {@code sigma, rho, beta}.
 */
public final class Lorenz {
    private static final double END = 20;
    private static final int OUTPUTS = 100;

    private Lorenz() {}

    /** {@return the benchmark up to t = 20} */
    public static Problem problem() {
        return problem(END);
    }

    /** {@return the system up to another last time, above 0; the initial value holds by construction} */
    public static Problem problem(double end) {
        ExactFunctions.Function one = t -> t[0].getField().getOne();
        ExactFunctions.Function time = t -> t[0];
        return Problem.on(Domain.ofTime(0, end))
                .unscaled()
                .named("lorenz", "x' = sigma (y - x), y' = x (rho - z) - y, z' = x y - beta z, from (1, 1, 1)")
                .unknowns("x", "y", "z")
                .equation(
                        "x",
                        u -> u.of("x")
                                .t()
                                .sub(u.of("y").value().sub(u.of("x").value()).mul(u.coefficient("sigma"))))
                .equation(
                        "y",
                        u -> u.of("y")
                                .t()
                                .add(u.of("y").value())
                                .sub(u.of("x")
                                        .value()
                                        .mul(u.of("z").value().neg().add(u.coefficient("rho")))))
                .equation(
                        "z",
                        u -> u.of("z")
                                .t()
                                .add(u.of("z").value().mul(u.coefficient("beta")))
                                .sub(u.of("x").value().mul(u.of("y").value())))
                .coefficient("sigma", 10)
                .coefficient("rho", 28)
                .coefficient("beta", 8.0 / 3)
                .exact(new ExactFunctions(
                        Map.of("x", one, "y", one, "z", one), Map.of("x", time, "y", time, "z", time)))
                .truth("converged", References.whole(LorenzReference.converged(), times(end)));
    }

    private static double[] times(double end) {
        return Reference.times(end, (int) Math.max(1, Math.round(OUTPUTS * end)));
    }
}
