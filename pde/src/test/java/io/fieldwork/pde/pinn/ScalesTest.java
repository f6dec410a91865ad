package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Scaling.Range;
import io.fieldwork.pde.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Problems in their own units train as those of order one do. */
class ScalesTest {
    private static final double LENGTH = 0.02;
    private static final double DIFFUSION = 5e-5;

    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static PinnOptions options(long steps, int points) {
        return Trials.broyden(20, points, 100, 60, steps);
    }

    /** The relative error of the first unknown at 300 points, over what varies of it. */
    private double error(Problem problem, PinnOptions options, ToDoubleFunction<double[]> truth, double base) {
        try (PinnSession session = PinnSession.open(manager, problem, options, null)) {
            session.trainer(null, List.of()).run();
            double[][] at = problem.domain().points(300, Sampling.UNIFORM, Draws.of(3, "test", 0));
            double[] found = session.solution().at(problem.unknowns().getFirst(), at);
            double off = 0;
            double all = 0;
            for (int i = 0; i < at.length; i++) {
                double wanted = truth.applyAsDouble(at[i]);
                off += Math.pow(found[i] - wanted, 2);
                all += Math.pow(wanted - base, 2);
            }
            return Math.sqrt(off / all);
        }
    }

    private static double bar(double t, double x) {
        double k = Math.PI / LENGTH;
        return 300 + 700 * Math.sin(k * x) * Math.exp(-DIFFUSION * k * k * t);
    }

    private static Problem bar() {
        return Problem.on(Domain.interval("x", 0, LENGTH).time(0, 3))
                .named("bar", "T_t = a T_xx")
                .unknowns("T")
                .equation("heat", u -> u.t().sub(u.xx().mul(DIFFUSION)));
    }

    @Test
    void aBarInKelvinAndMetres() {
        Problem soft = bar().condition(Condition.initial("T", p -> bar(0, p[1])))
                .condition(Condition.dirichlet("T", p -> 300));
        assertTrue(error(soft, options(400, 600), p -> bar(p[0], p[1]), 300) < 1e-2);
    }

    /** T = T(0, x) + t x (L - x) N: the factor of the network is 1e-4. */
    @Test
    void hardConstraintsInKelvinAndMetres() {
        Problem hard = bar().exact(new Exact() {
            @Override
            public DerivativeStructure offset(String unknown, DerivativeStructure... x) {
                return x[1].multiply(Math.PI / LENGTH).sin().multiply(700).add(300);
            }

            @Override
            public DerivativeStructure factor(String unknown, DerivativeStructure... x) {
                return x[0].multiply(x[1]).multiply(x[1].negate().add(LENGTH));
            }
        });
        assertTrue(error(hard, options(300, 600), p -> bar(p[0], p[1]), 300) < 1e-2);
    }

    /** X' = r X (1 - X / K) with K = 8e6 over 40 years. */
    @Test
    void aPopulationOfMillions() {
        Problem people = Problem.on(Domain.ofTime(1950, 1990))
                .named("people", "X' = r X (1 - X / K)")
                .unknowns("X")
                .equation(
                        "growth",
                        u -> u.t().sub(u.value()
                                .mul(u.value().mul(-1 / 8e6).add(1))
                                .mul(0.15)))
                .condition(Condition.initial("X", p -> 1e6));
        ToDoubleFunction<double[]> truth = p -> 8e6 / (1 + 7 * Math.exp(-0.15 * (p[0] - 1950)));
        assertTrue(error(people, options(300, 300), truth, 0) < 1e-2);
    }

    /** -k T'' = q with T = 0 at both ends: nothing but the source says how large T is. */
    @Test
    void aSourceAloneSaysHowLarge() {
        Problem rod = Problem.on(Domain.interval("x", 0, 0.5))
                .named("rod", "k T'' + q = 0")
                .equation("rod", u -> u.xx().mul(20).add(4e7))
                .condition(Condition.dirichlet("u", p -> 0));
        assertTrue(error(rod, options(200, 200), p -> 1e6 * p[0] * (0.5 - p[0]), 0) < 1e-3);
    }

    @Test
    void aProblemOfOrderOneIsLeftAlone() {
        Problem heat = Trials.heat();
        assertEquals(Scales.UNIT.unit(), ScaleEstimate.of(manager, heat).unit());
    }

    static List<String> shipped() {
        return Problems.names();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedProblemsStateTheirScales(String name) {
        assertTrue(ScaleEstimate.of(manager, Problems.named(name)).unit());
        assertFalse(Problems.named(name).scaling().derived());
    }

    @Test
    void aRangeCanBeGiven() {
        Scales scales = ScaleEstimate.of(
                manager, bar().condition(Condition.dirichlet("T", p -> 300)).scaled("T", 500, 250));
        assertEquals(500, scales.range("T").offset());
        assertEquals(250, scales.range("T").size());
        assertEquals(250, scales.term("dirichlet_T"), 200);
        assertThrows(UserError.class, () -> bar().scaled("T", 0, 0));
        assertThrows(UserError.class, () -> ScaleEstimate.of(manager, bar().scaled("u", 0, 1)));
    }

    /** X' = X (1 - X / 1000), X(0) = 200, as it is written: 200 at the first time and 0 everywhere else. */
    @Test
    void aTrivialSolutionIsRecognised() {
        Problem raw = Problem.on(Domain.interval("s", 0, 5))
                .named("logistic", "X' = X (1 - X / 1000)")
                .equation(
                        "growth",
                        u -> u.d("s").sub(u.value().mul(u.value().mul(-1e-3).add(1))))
                .condition(Condition.dirichlet("u", p -> 200, "left"));
        assertFalse(doubt(raw).isPresent());
        String said = doubt(raw.unscaled()).orElseThrow();
        assertTrue(said.startsWith("This is no solution"), said);
    }

    /** A tank that cools by radiation, T' = -k (T^4 - 300^4): its nonlinearity is no quadratic, so 400 K is its size. */
    @Test
    void aSteepNonlinearityIsNoCapacity() {
        double k = 2e-11;
        Problem tank = Problem.on(Domain.ofTime(0, 50))
                .named("tank", "T' = -k (T^4 - 300^4)")
                .unknowns("T")
                .equation(
                        "cooling",
                        u -> u.t().add(u.value()
                                .square()
                                .square()
                                .sub(Math.pow(300, 4))
                                .mul(k)))
                .condition(Condition.initial("T", p -> 400));
        assertEquals(400, ScaleEstimate.of(manager, tank).range("T").size(), 1);
        ToDoubleFunction<double[]> truth = p -> cooled(k, p[0]);
        assertTrue(error(tank, options(600, 300), truth, 0) < 1e-3);
    }

    /** By Dormand and Prince's method. */
    private static double cooled(double k, double time) {
        if (time == 0) {
            return 400;
        }
        FirstOrderDifferentialEquations equation = new FirstOrderDifferentialEquations() {
            @Override
            public int getDimension() {
                return 1;
            }

            @Override
            public void computeDerivatives(double t, double[] y, double[] derivative) {
                derivative[0] = -k * (Math.pow(y[0], 4) - Math.pow(300, 4));
            }
        };
        double[] end = new double[1];
        new DormandPrince853Integrator(1e-6, 10, 1e-9, 1e-9).integrate(equation, 0, new double[] {400}, time, end);
        return end[0];
    }

    /** exp(-E / (R T)) is infinite for a network that crosses absolute zero; all that is known of T is 320 K. */
    @Test
    void aReactionThatIsKnownAtOneTemperatureOnlyStaysNearIt() {
        Problem vessel = Problem.on(Domain.ofTime(0, 90))
                .named("vessel", "T' = 5e7 exp(-7217/T)")
                .unknowns("T")
                .equation(
                        "heat",
                        u -> u.t().sub(u.value().pow(-1).mul(-7217).exp().mul(5e7)))
                .condition(Condition.initial("T", p -> 320));
        Range range = ScaleEstimate.of(manager, vessel).range("T");
        assertEquals(320, range.offset(), 1e-9);
        assertTrue(range.size() >= 3 && range.size() <= 33, "" + range.size());
        assertTrue(error(vessel, options(200, 200), p -> heated(p[0]), 320) < 1e-2);
    }

    /** By the midpoint rule in small steps. */
    private static double heated(double time) {
        int n = 2000;
        double temperature = 320;
        for (int i = 0; i < n; i++) {
            double half = temperature + time / n / 2 * 5e7 * Math.exp(-7217 / temperature);
            temperature += time / n * 5e7 * Math.exp(-7217 / half);
        }
        return temperature;
    }

    /** Newton cooling in SI units: the rate is 2.5e-4 a second, and its guess as small. */
    @Test
    void aLearnedCoefficientHasTheUnitOfItsGuess() {
        double[][] times = new double[40][];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = new double[] {9000.0 * i / (times.length - 1)};
            values[i] = 290 + 60 * Math.exp(-2.5e-4 * times[i][0]);
        }
        Problem cup = Problem.on(Domain.ofTime(0, 9000))
                .named("cup", "T' = -k (T - 290)")
                .unknowns("T")
                .learned("k", 8e-4)
                .equation("cooling", u -> u.t().add(u.value().sub(290).mul(u.coefficient("k"))))
                .condition(Condition.data("T", times, values));
        assertEquals(8e-4, cup.unit("k"));
        assertEquals(1, cup.unscaled().unit("k"));
        assertEquals(1, cup.learned("k", 0.5).unit("k"));
        try (PinnSession session = PinnSession.open(manager, cup, options(250, 200), null)) {
            session.trainer(null, List.of()).run();
            assertEquals(2.5e-4, session.task().evaluate().get("coefficient.k"), 2.5e-6);
        }
    }

    /** The last of three windows may be solved from a wrong start; what the first was left with is not forgotten. */
    @Test
    void anEarlierWindowThatWasNotSolvedIsRemembered() {
        Problem soft = bar().condition(Condition.initial("T", p -> bar(0, p[1])))
                .condition(Condition.dirichlet("T", p -> 300));
        PinnOptions few = PinnOptionsBuilder.builder(options(9, 100))
                .windows(WindowOptionsBuilder.builder().count(3).build())
                .build();
        try (PinnSession session = PinnSession.open(manager, soft, few, null)) {
            session.trainer(null, List.of()).run();
            double worst = session.task().state().get("worst").getDouble();
            assertTrue(worst > 0.1, "" + worst);
            assertTrue(session.task().residual().orElseThrow() >= worst);
            String said = session.task().doubt(false).orElseThrow();
            assertTrue(said.contains("an earlier time window ended") && said.contains("Train anew"), said);
        }
    }

    @Test
    void trainingThatEndsEarlyIsToldAsSuch() {
        Problem soft = bar().condition(Condition.initial("T", p -> bar(0, p[1])))
                .condition(Condition.dirichlet("T", p -> 300));
        String early = doubt(soft, options(1, 100)).orElseThrow();
        assertTrue(early.startsWith("This is no solution yet") && early.contains("Train longer"), early);
        assertFalse(doubt(soft, options(400, 600)).isPresent());
    }

    private Optional<String> doubt(Problem problem) {
        return doubt(problem, options(600, 300));
    }

    private Optional<String> doubt(Problem problem, PinnOptions options) {
        try (PinnSession session = PinnSession.open(manager, problem, options, null)) {
            TrainResult result = session.trainer(null, List.of()).run();
            return session.task().doubt(result.stop() == TrainResult.Stop.STALLED);
        }
    }

    @Test
    void aWindowThatBeginsFarAboveTheFirstIsNoticedOnce() {
        WindowStarts starts = new WindowStarts();
        starts.began(1, 0.5);
        starts.began(2, 400);
        assertEquals(List.of(), starts.notices());
        assertFalse(starts.isNew(2));
        starts.began(3, 501);
        assertTrue(starts.notices().getFirst().startsWith("Time window 3 begins with a loss of 5.0e+02"));
        assertEquals(List.of(), starts.notices());
    }
}
