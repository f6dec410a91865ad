package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * Poisson's equation u_xx + u_yy = q on the square [-1, 1]² without the disc of radius 0.3 around (0.2, -0.1), u = 0 on
 * both boundaries, with q such that u = cos(πx/2) cos(πy/2) ln(r/0.3), where r is the distance from the centre of the
 * hole.
 *
 * <p>The domain is neither convex nor simply connected, but the solution is smooth; it is singular at the centre of the
 * hole only. In the hole, which is no part of the problem, the reference is 0. The boundary condition dominates the
 * error. Gauss-Newton training in double precision on a small network is a good start.
 */
public final class Poisson {
    private static final double RADIUS = 0.3;
    private static final double CENTER_X = 0.2;
    private static final double CENTER_Y = -0.1;
    private static final double WAVE = Math.PI / 2;

    private Poisson() {}

    /** {@return the problem with the boundary value as a condition} */
    public static Problem problem() {
        Shape hole = Shapes.disc(CENTER_X, CENTER_Y, RADIUS).named("hole");
        Formula source = Poisson::source;
        return Problem.on(Domain.of(Shapes.rectangle(-1, 1, -1, 1).minus(hole), "x", "y"))
                .unscaled()
                .named("poisson", "u_xx + u_yy = q on a square with a round hole, u = 0 on both boundaries")
                .equation("poisson", u -> u.laplacian().sub(u.given(source)))
                .condition(Condition.dirichlet("u", p -> 0))
                .truth("analytic", References.onSquare(Poisson::solution));
    }

    static double solution(double... p) {
        double r = distance(p);
        return r < RADIUS ? 0 : Math.cos(WAVE * p[0]) * Math.cos(WAVE * p[1]) * Math.log(r / RADIUS);
    }

    private static double distance(double... p) {
        return Math.hypot(p[0] - CENTER_X, p[1] - CENTER_Y);
    }

    /** Δ(c l) = l Δc + 2 ∇c.∇l, because the logarithm l = ln(r/R) is harmonic: ∇l = (x - center) / r². */
    static double source(double... p) {
        double r = distance(p);
        double c = Math.cos(WAVE * p[0]) * Math.cos(WAVE * p[1]);
        double cx = -WAVE * Math.sin(WAVE * p[0]) * Math.cos(WAVE * p[1]);
        double cy = -WAVE * Math.cos(WAVE * p[0]) * Math.sin(WAVE * p[1]);
        double along = (cx * (p[0] - CENTER_X) + cy * (p[1] - CENTER_Y)) / (r * r);
        return -2 * WAVE * WAVE * c * Math.log(r / RADIUS) + 2 * along;
    }

    /** {@return the problem whose boundary value holds by construction: u = (1 - x²)(1 - y²)(r² - 0.3²) N} */
    public static Problem exact() {
        return new ExactFunctions(Map.of(), Map.of("u", Poisson::factor)).in(problem());
    }

    private static DerivativeStructure factor(DerivativeStructure... x) {
        DerivativeStructure dx = x[0].subtract(CENTER_X);
        DerivativeStructure dy = x[1].subtract(CENTER_Y);
        return Helmholtz.square(x).multiply(dx.pow(2).add(dy.pow(2)).subtract(RADIUS * RADIUS));
    }
}
