package io.fieldwork.pde.problem;

import ai.djl.ndarray.NDArray;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.reference.Reference;
import io.fieldwork.pde.reference.SchroedingerReference;

/**
 * The nonlinear Schrödinger equation i h_t + h_xx / 2 + |h|² h = 0 on [-5, 5], periodic, for t in [0, π/2], from h = 2
 * sech x. With h = u + iv: u_t + v_xx / 2 + (u² + v²) v = 0 and v_t - u_xx / 2 - (u² + v²) u = 0.
 *
 * <p>A bound state of two solitons: the peak rises from 2 to 4 at t = π/4, sharpens and comes back (Raissi, Perdikaris
 * and Karniadakis, J. Comput. Phys. 378, 2019). At x = ±5 the initial field meets its periodic copy in a small kink,
 * which dispersion spreads but never smooths; so errors are measured against the converged solution and against that on
 * the 256 points of the literature. For the same reason there is no exact form: a smooth network cannot take away a
 * kink that is built in.
 */
public final class Schroedinger {
    private static final double END = Math.PI / 2;
    private static final int POINTS = 256;
    private static final int OUTPUTS = 100;

    private Schroedinger() {}

    /** {@return the benchmark with the initial value as a condition} */
    public static Problem problem() {
        double[] times = Reference.times(END, OUTPUTS);
        return Problem.on(Domain.interval("x", -5, 5).time(0, END).periodic("x"))
                .unscaled()
                .named(
                        "schroedinger",
                        "i h_t + h_xx / 2 + |h|^2 h = 0 on [-5, 5], periodic, from 2 sech(x), h = u + iv")
                .unknowns("u", "v")
                .equation(
                        "imaginary",
                        h -> h.of("u")
                                .t()
                                .add(h.of("v").xx().mul(0.5))
                                .add(intensity(h).mul(h.of("v").value())))
                .equation(
                        "real",
                        h -> h.of("v")
                                .t()
                                .sub(h.of("u").xx().mul(0.5))
                                .sub(intensity(h).mul(h.of("u").value())))
                .condition(Condition.initial("u", p -> 2 / Math.cosh(p[1])))
                .condition(Condition.initial("v", p -> 0))
                .truth("converged", References.of(SchroedingerReference.converged(), POINTS, times))
                .truth("band-limited", References.of(SchroedingerReference.bandLimited(), POINTS, times));
    }

    private static NDArray intensity(Unknown h) {
        return h.of("u").value().square().add(h.of("v").value().square());
    }
}
