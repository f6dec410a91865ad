package io.fieldwork.pde.problem;

import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Formula;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import io.fieldwork.pde.reference.Reference;
import java.util.function.Supplier;

/**
 * The Kuramoto-Sivashinsky equation u_t + a u u_x + b u_xx + c u_xxxx = 0, periodic. Long waves grow, short ones are
 * damped, transport carries energy between them.
 *
 * <p>Three cases of Wang, Sankaran and Perdikaris (Comput. Methods Appl. Mech. Eng. 421, 2024). In the chaotic ones
 * nearby solutions part: a difference of 1e-8 has become 6e-7 at t = 0.5 and 6e-6 at t = 1, so that the error of every
 * time window counts for all later ones. Fourth derivatives ask for jets; plain training tends to a wrong, smooth
 * solution. Coefficients: {@code a, b, c}.
 */
public final class KuramotoSivashinsky {
    /** The three cases. */
    public enum Regime {
        /** a = 5, b = 0.5, c = 0.005 on [-1, 1] for t in [0, 1], from u = -sin πx. */
        REGULAR(
                "ks-regular",
                "u_t + 5 u u_x + 0.5 u_xx + 0.005 u_xxxx = 0 on [-1, 1], periodic, from -sin(pi x)",
                1,
                1e3),
        /**
         * a = 100/16, b = 100/16², c = 100/16⁴ on [0, 2π] for t in [0, 0.5], from the state that {@link #TRANSITION}
         * has reached at t = 0.5.
         */
        CHAOTIC(
                "ks-chaotic",
                "u_t + a u u_x + b u_xx + c u_xxxx = 0 on [0, 2 pi], periodic, from developed chaos",
                0.5,
                1e4),
        /** The same equation for t in [0, 0.9], from u = cos x (1 + sin x); chaos sets in at about t = 0.4. */
        TRANSITION(
                "ks-chaotic-b",
                "u_t + a u u_x + b u_xx + c u_xxxx = 0 on [0, 2 pi], periodic, from cos(x) (1 + sin(x))",
                0.9,
                1e4);

        private final String title;
        private final String statement;
        private final double end;
        private final double weight;

        Regime(String title, String statement, double end, double weight) {
            this.title = title;
            this.statement = statement;
            this.end = end;
            this.weight = weight;
        }

        /** Name of the problem. */
        String title() {
            return title;
        }

        private Domain domain() {
            Domain space = this == REGULAR ? Domain.interval("x", -1, 1) : Domain.interval("x", 0, 2 * Math.PI);
            return space.time(0, end).periodic("x");
        }

        private KuramotoSivashinskyReference reference() {
            return switch (this) {
                case REGULAR -> KuramotoSivashinskyReference.regular();
                case CHAOTIC -> KuramotoSivashinskyReference.chaotic(Start.DEVELOPED);
                case TRANSITION -> KuramotoSivashinskyReference.chaotic(Start.COSINE);
            };
        }
    }

    private static final int POINTS = 256;
    private static final int OUTPUTS = 100;

    private KuramotoSivashinsky() {}

    /** {@return one of the cases; the initial value is a condition, with the weight that the authors give it} */
    public static Problem problem(Regime regime) {
        KuramotoSivashinskyReference reference = regime.reference();
        return Problem.on(regime.domain())
                .unscaled()
                .named(regime.title, regime.statement)
                .equation(
                        "ks",
                        u -> u.t().add(u.value().mul(u.x()).mul(u.coefficient("a")))
                                .add(u.xx().mul(u.coefficient("b")))
                                .add(u.d("xxxx").mul(u.coefficient("c"))))
                .coefficient("a", reference.transport())
                .coefficient("b", reference.growth())
                .coefficient("c", reference.damping())
                .condition(Condition.initial("u", initial(regime)).weighted(regime.weight))
                .truth("converged", References.of(reference, POINTS, Reference.times(regime.end, OUTPUTS)));
    }

    private static Formula initial(Regime regime) {
        return switch (regime) {
            case REGULAR -> p -> -Math.sin(Math.PI * p[1]);
            case CHAOTIC -> {
                Supplier<FourierSeries> state = developed(regime.reference());
                yield p -> state.get().at(p[1]);
            }
            case TRANSITION -> p -> Math.cos(p[1]) * (1 + Math.sin(p[1]));
        };
    }

    /** The state from which the chaotic case starts. */
    static Supplier<FourierSeries> developed(KuramotoSivashinskyReference reference) {
        Supplier<GridSolution> start = References.whole(reference, 0);
        return new Lazy<>(() -> FourierSeries.through(start.get(), "u", 0));
    }

    /**
     * {@return one of the cases with an initial value that holds by construction: u = u_0(x) + t N, and u = u_0(x) + t
     * sin(πx) N in the regular case} There u_0 is odd, so u is odd at all times and vanishes at 0 and ±1; errors that
     * are not would grow a thousandfold.
     */
    public static Problem exact(Regime regime) {
        ExactFunctions.Function factor =
                regime == Regime.REGULAR ? x -> x[1].multiply(Math.PI).sin().multiply(x[0]) : x -> x[0];
        return ExactFunctions.of(problem(regime), start(regime), factor);
    }

    private static ExactFunctions.Function start(Regime regime) {
        return switch (regime) {
            case REGULAR -> x -> x[1].multiply(Math.PI).sin().negate();
            case CHAOTIC -> {
                Supplier<FourierSeries> state = developed(regime.reference());
                yield x -> state.get().of(x[1]);
            }
            case TRANSITION -> x -> x[1].cos().multiply(x[1].sin().add(1));
        };
    }
}
