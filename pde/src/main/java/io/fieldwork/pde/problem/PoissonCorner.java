package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;

/**
 * Laplace's equation u_xx + u_yy = 0 on the L-shaped domain [-1, 1]² without [0, 1] x [-1, 0], with the boundary values
 * of u = r^(2/3) sin(2θ/3) in polar coordinates around the corner at the origin.
 *
 * <p>The classical corner singularity: the slope grows like r^(-1/3) towards the corner and the second derivatives like
 * r^(-4/3), so the residual of any smooth network is largest where it matters. It shows a limit of smooth networks.
 * Outside the L, which is no part of the problem, the reference continues the same formula.
 */
public final class PoissonCorner {
    private PoissonCorner() {}

    /** {@return the problem with the boundary value as a condition} */
    public static Problem problem() {
        double[][] corners = {{0, 0}, {0, -1}, {-1, -1}, {-1, 1}, {1, 1}, {1, 0}};
        return Problem.on(Domain.of(Shapes.polygon(corners), "x", "y"))
                .unscaled()
                .named("poisson-corner", "u_xx + u_yy = 0 on an L-shape, u = r^(2/3) sin(2 theta/3) on the boundary")
                .equation("poisson", u -> u.laplacian())
                .condition(Condition.dirichlet("u", PoissonCorner::solution))
                .truth("analytic", References.onSquare(PoissonCorner::solution));
    }

    /** The angle goes from 0 on the edge along x to 3π/2 on the edge along -y, and jumps far from both. */
    static double solution(double... p) {
        double angle = Math.atan2(p[1], p[0]);
        double theta = angle < -Math.PI / 4 ? angle + 2 * Math.PI : angle;
        return Math.pow(Math.hypot(p[0], p[1]), 2.0 / 3) * Math.sin(2 * theta / 3);
    }
}
