package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.Smooth;
import io.fieldwork.pde.reference.AllenCahnReference;
import io.fieldwork.pde.reference.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * The Allen-Cahn equation u_t = diffusivity u_xx + reaction (u - u³) on [-1, 1], periodic, for t in [0, 1], from u = x²
 * cos πx, with diffusivity 1e-4 and reaction 5.
 *
 * <p>The field settles at -1 and 1 with thin layers between. Zero solves the equation too, and plain training falls
 * into it for late times, which causal weights were made to prevent (Wang, Sankaran and Perdikaris, Comput. Methods
 * Appl. Mech. Eng. 421, 2024). The initial field, continued periodically, has a kink at the ends, which no smooth
 * network fits; {@link #exact} builds it in. The main reference is the converged one; published errors were measured
 * against a band-limited one, 1.2e-5 away from it, which is there for comparison. A solution with a smaller error
 * against the band-limited one has solved another problem, the {@link #surrogate}. Coefficients:
 * {@code diffusivity, reaction}.
 */
public final class AllenCahn {
    private static final double DIFFUSIVITY = 1e-4;
    private static final double REACTION = 5;
    private static final double INITIAL_WEIGHT = 100;
    private static final int POINTS = 512;
    private static final double[] TIMES = Reference.times(1, 200);
    /** Time in which a kink spreads over a tenth of the half-width, as far as the initial field varies anyway. */
    private static final double SPREAD = 100;

    private static final Smooth KINK = new SpreadingKink(DIFFUSIVITY);
    private static final Smooth POLYNOMIAL = through(x -> x * x - 1.0 / 3).spreading(DIFFUSIVITY);

    private AllenCahn() {}

    /** {@return the benchmark with the initial value as a condition, weighted as by Wang, Sankaran and Perdikaris} */
    public static Problem problem() {
        return from("allen-cahn", "from x^2 cos(pi x)", p -> start(p[1]))
                .truth("converged", converged())
                .truth("band-limited", bandLimited());
    }

    private static Problem from(String name, String start, Formula initial) {
        return Problem.on(Domain.interval("x", -1, 1).time(0, 1).periodic("x"))
                .unscaled()
                .named(name, "u_t = 1e-4 u_xx + 5 (u - u^3) on [-1, 1], periodic, " + start)
                .equation(
                        "allen_cahn",
                        u -> u.t().sub(u.xx().mul(u.coefficient("diffusivity")))
                                .add(u.value().square().sub(1).mul(u.value()).mul(u.coefficient("reaction"))))
                .coefficient("diffusivity", DIFFUSIVITY)
                .coefficient("reaction", REACTION)
                .condition(Condition.initial("u", initial).weighted(INITIAL_WEIGHT));
    }

    private static double start(double x) {
        return x * x * Math.cos(Math.PI * x);
    }

    private static Supplier<GridSolution> converged() {
        return References.of(AllenCahnReference.converged(), POINTS, TIMES);
    }

    private static Supplier<GridSolution> bandLimited() {
        return References.of(AllenCahnReference.bandLimited(), POINTS, TIMES);
    }

    /**
     * {@return the benchmark with an initial value that holds by construction, its kink included, while N stays smooth}
     * Let v(t, x) spread by diffusion from x² - 1/3, which has the opposite kink; then k(t, x) = v(t, x) - v(t + s, x)
     * is a kink confined to x = ±1. Near u = -1 a kink spreads and decays like exp(-2 reaction t), so u = x² (1 + cos
     * πx) - 1/3 - v(s, x) - exp(-2 reaction t) k(t, x) + t N, with s = 100.
     */
    public static Problem exact() {
        return ExactFunctions.from(problem(), x -> offset(x[0], x[1]));
    }

    private static DerivativeStructure offset(DerivativeStructure t, DerivativeStructure x) {
        DerivativeStructure later = t.getField().getZero().add(SPREAD);
        DerivativeStructure smooth = x.multiply(x)
                .multiply(x.multiply(Math.PI).cos().add(1))
                .subtract(1.0 / 3)
                .subtract(POLYNOMIAL.of(later, x));
        DerivativeStructure local = KINK.of(t, x).subtract(POLYNOMIAL.of(t.add(SPREAD), x));
        return smooth.subtract(t.multiply(-2 * REACTION).exp().multiply(local));
    }

    /**
     * {@return the surrogate that published errors belong to, from the trigonometric polynomial through x² cos πx on
     * 512 points, with the initial value as a condition; the band-limited reference is the main one}
     */
    public static Problem surrogate() {
        FourierSeries initial = through(AllenCahn::start);
        return from("allen-cahn-surrogate", "from x^2 cos(pi x) on 512 points", p -> initial.at(p[1]))
                .truth("band-limited", bandLimited())
                .truth("converged", converged());
    }

    private static FourierSeries through(DoubleUnaryOperator function) {
        GridAxis axis = GridAxis.periodic("x", -1, 2, POINTS);
        return FourierSeries.through(
                List.of(axis), Arrays.stream(axis.points()).map(function).toArray());
    }

    /**
     * {@return the surrogate with an initial value that holds by construction, to about 1e-8} The trigonometric
     * polynomial through x² - 1/3 ripples about the parabola by r(0, x), between the points and mostly near x = ±1.
     * Ripples spread like v and are small enough to follow the reaction linearised about the initial field u_0, so g is
     * that of {@link #exact} less exp(reaction (1 - 3 u_0²) t) r(t, x).
     */
    public static Problem exactSurrogate() {
        return ExactFunctions.from(surrogate(), x -> offset(x[0], x[1]).subtract(ripples(x[0], x[1])));
    }

    private static DerivativeStructure ripples(DerivativeStructure t, DerivativeStructure x) {
        DerivativeStructure start = x.multiply(x).multiply(x.multiply(Math.PI).cos());
        DerivativeStructure growth =
                start.multiply(start).multiply(-3).add(1).multiply(REACTION).multiply(t);
        return growth.exp().multiply(POLYNOMIAL.of(t, x).subtract(KINK.of(t, x)));
    }
}
