package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * The Helmholtz equation u_xx + u_yy + u = q on [-1, 1]², u = 0 on the boundary, with q such that u = sin(a_1 πx)
 * sin(a_2 πy).
 *
 * <p>Smooth, but with several waves in one direction and few in the other; the boundary term is small beside the
 * residual, whose scale grows like the square of the wave numbers, and must be balanced (Wang, Teng and Perdikaris,
 * SIAM J. Sci. Comput. 43, 2021: a_1 = 1, a_2 = 4) or made exact. a_1 = a_2 = 6 is harder.
 */
public final class Helmholtz {
    private Helmholtz() {}

    /** {@return the benchmark with one wave along x and four along y} */
    public static Problem problem() {
        return problem(1, 4);
    }

    /** {@return the problem with a1 waves along x and a2 along y; the boundary value is a condition} */
    public static Problem problem(int a1, int a2) {
        double factor = 1 - Math.PI * Math.PI * (a1 * a1 + a2 * a2);
        Formula source = p -> factor * solution(a1, a2, p);
        return Problem.on(Domain.of(Shapes.rectangle(-1, 1, -1, 1), "x", "y"))
                .unscaled()
                .named(
                        a1 == 1 && a2 == 4 ? "helmholtz" : "helmholtz-" + a1 + "-" + a2,
                        "u_xx + u_yy + u = q on [-1, 1]^2, u = 0 on the boundary, solution sin(%d pi x) sin(%d pi y)"
                                .formatted(a1, a2))
                .equation("helmholtz", u -> u.laplacian().add(u.value()).sub(u.given(source)))
                .condition(Condition.dirichlet("u", p -> 0))
                .truth("analytic", References.onSquare(p -> solution(a1, a2, p)));
    }

    private static double solution(int a1, int a2, double... p) {
        return Math.sin(a1 * Math.PI * p[0]) * Math.sin(a2 * Math.PI * p[1]);
    }

    /** {@return the benchmark with one wave along x and four along y, whose boundary value holds by construction} */
    public static Problem exact() {
        return exact(1, 4);
    }

    /**
     * {@return the problem with a1 waves along x and a2 along y, whose boundary value holds by construction: u = (1 -
     * x²)(1 - y²) N}
     */
    public static Problem exact(int a1, int a2) {
        return new ExactFunctions(Map.of(), Map.of("u", Helmholtz::square)).in(problem(a1, a2));
    }

    /** (1 - x²)(1 - y²), which vanishes on the boundary of [-1, 1]². */
    static DerivativeStructure square(DerivativeStructure... x) {
        return x[0].multiply(x[0]).subtract(1).multiply(x[1].multiply(x[1]).subtract(1));
    }
}
