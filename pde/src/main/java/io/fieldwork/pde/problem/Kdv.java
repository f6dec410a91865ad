package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.reference.KdvReference;
import io.fieldwork.pde.reference.Reference;

/**
 * The Korteweg-de Vries equation u_t + u u_x + eta² u_xxx = 0 on [-1, 1], periodic, for t in [0, 1], from u = cos πx,
 * with eta = 0.022.
 *
 * <p>The wave steepens and from t = 1/π on breaks up into a train of solitons of different speeds (Zabusky and Kruskal,
 * Phys. Rev. Lett. 15, 1965). Dispersion preserves early errors, so causal weights or time windows help, and the third
 * derivative asks for jets. Coefficient: {@code eta}.
 */
public final class Kdv {
    private static final double DISPERSION = 0.022;
    private static final int POINTS = 512;

    private Kdv() {}

    /** {@return the classical experiment with the initial value as a condition} */
    public static Problem problem() {
        return Problem.on(Domain.interval("x", -1, 1).time(0, 1).periodic("x"))
                .unscaled()
                .named("kdv", "u_t + u u_x + eta^2 u_xxx = 0 on [-1, 1], periodic, from cos(pi x)")
                .equation(
                        "kdv",
                        u -> u.t().add(u.value().mul(u.x()))
                                .add(u.d("xxx").mul(u.coefficient("eta").square())))
                .coefficient("eta", DISPERSION)
                .condition(Condition.initial("u", p -> Math.cos(Math.PI * p[1])))
                .truth("converged", References.of(KdvReference.converged(), POINTS, Reference.times(1, 200)));
    }

    /** {@return the experiment with an initial value that holds by construction: u = cos πx + t N} */
    public static Problem exact() {
        return ExactFunctions.from(problem(), x -> x[1].multiply(Math.PI).cos());
    }
}
