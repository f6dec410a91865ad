package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.network.NetworkOptions;
import io.fieldwork.fields.network.NetworkOptionsBuilder;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.optimizer.AdamOptions;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.GaussNewtonOptionsBuilder;
import io.fieldwork.fields.train.optimizer.OptimizerOptions;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.reference.AnalyticSolution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit together is named in one sentence, whatever part of a problem it is in. */
class MistakesTest {
    private static final double[][] OUTSIDE = {{0.5, 1}, {0.5, 7}};

    private static Problem heat() {
        return Trials.heat();
    }

    private static Problem rod() {
        return Problem.on(Domain.interval("x", 0, 1)).equation("rod", Unknown::xx);
    }

    private static Problem disc() {
        return Problem.on(Domain.of(Shapes.disc(0, 0, 1), "x", "y")).equation("disc", Unknown::laplacian);
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                Arguments.of(rod().equation("more", Unknown::y), "'more': The derivative 'y' asks for 'y', but"),
                Arguments.of(rod().equation("more", Unknown::t), "'more': The derivative 't' asks for 't', but"),
                Arguments.of(heat().equation("more", u -> u.d("xz")), "'more': The derivative 'xz' asks for 'z', but"),
                Arguments.of(heat().equation("more", u -> u.d("xxxxxxx")), "is of order 7; at most 6 is supported"),
                Arguments.of(heat().equation("more", u -> u.at("y")), "'more': The domain has no coordinate 'y'"),
                Arguments.of(
                        heat().equation("more", u -> u.t().mul(u.coefficient("mu"))),
                        "'more': It reads the coefficient 'mu'; the problem has nu."),
                Arguments.of(
                        heat().equation("more", u -> u.of("v").value()),
                        "'more': The unknown 'v' does not exist; the problem has u."),
                Arguments.of(heat().equation("more", Unknown::normal), "'more': It reads a normal, but"),
                Arguments.of(heat().equation("more", Unknown::measured), "'more': It reads data, but"),
                Arguments.of(
                        heat().equation("more", u -> u.coefficient("nu")),
                        "'more': Its shape is (); expected one number"),
                Arguments.of(
                        rod().condition(Condition.dirichlet("u", p -> 0, "top")),
                        "For dirichlet_u_top: The domain has no boundary top; its parts are: left, right."),
                Arguments.of(
                        heat().condition(Condition.dirichlet("u", p -> 0)),
                        "For dirichlet_u: The domain has no boundary ; its parts are: none, it is periodic."),
                Arguments.of(rod().condition(Condition.initial("u", p -> 0)), "For initial_u: The domain has no time"),
                Arguments.of(
                        rod().condition(Condition.periodic("u", "y", "")),
                        "For periodic_u_: The domain has no coordinate 'y'"),
                Arguments.of(
                        disc().condition(Condition.periodic("u", "x", "")),
                        "The sides at x = -1.0 and x = 1.0 are no more than a point"),
                Arguments.of(
                        heat().condition(Condition.data("u", OUTSIDE, new double[2])),
                        "For data_u: Measured point 1 is at t = 0.5, x = 7.0; expected a point of the domain."),
                Arguments.of(
                        heat().condition(Condition.data("u", new double[][] {{1}}, new double[1])),
                        "For data_u: Measured point 0 has 1 coordinates; expected t, x."),
                Arguments.of(
                        heat().condition(Condition.data("u", new double[0][], new double[0])),
                        "There are no points for data_u."),
                Arguments.of(
                        rod().condition(Condition.dirichlet("u", p -> 1 / (p[0] - 1), "right")),
                        "'dirichlet_u_right': A given function is Infinity at x = 1.0; expected a finite number."),
                Arguments.of(
                        rod().condition(Condition.dirichlet("u", p -> Math.log(p[0] - 2), "left")),
                        "'dirichlet_u_left': A given function is NaN at x = 0.0; expected a finite number."));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void ofAProblem(Problem problem, String expected) {
        assertTrue(message(problem, Trials.small(2)).contains(expected), () -> message(problem, Trials.small(2)));
    }

    private static String message(Problem problem, PinnOptions options) {
        return assertThrows(UserError.class, () -> run(problem, options)).getMessage();
    }

    private static TrainResult run(Problem problem, PinnOptions options) {
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, problem, options, null)) {
            TrainResult result = session.trainer(null, List.of()).run();
            session.task().evaluate();
            return result;
        }
    }

    @Test
    void ofMeasuredValues() {
        double[][] points = {{0, 0}, {0, 1}};
        UserError error =
                assertThrows(UserError.class, () -> Condition.data("u", points, new double[] {1, Double.NaN}));
        assertEquals("Measured value 1 is NaN; expected a finite number.", error.getMessage());
        error = assertThrows(UserError.class, () -> Condition.data("u", points, new double[3]));
        assertTrue(error.getMessage().contains("2 points, but 3 measured values"), error.getMessage());
    }

    @Test
    void ofAReference() {
        GridAxis t = GridAxis.of("t", 0, 1);
        GridAxis x = GridAxis.of("x", 1, 2);
        GridAxis far = GridAxis.of("x", 100, 101);
        Problem bad = heat().truth("measured", () -> AnalyticSolution.of("u", p -> Math.sqrt(p[0] - 0.5), t, x));
        assertEquals(
                "For the reference measured: The reference has the value NaN for u at t = 0.0, x = 1.0; it must be finite.",
                message(bad, Trials.small(1)));
        Problem steady = heat().truth("a", () -> AnalyticSolution.of("u", p -> 0, x));
        assertEquals("For the reference a: Its coordinates are x; expected t, x.", message(steady, Trials.small(1)));
        Problem other = heat().truth("a", () -> AnalyticSolution.of("v", p -> 0, t, x));
        assertEquals("For the reference a: Its unknowns are v; expected u.", message(other, Trials.small(1)));
        Problem away = heat().truth("a", () -> AnalyticSolution.of("u", p -> 0, t, far));
        assertTrue(message(away, Trials.small(1)).endsWith("None of its points belongs to the domain."));
    }

    private static PinnOptionsBuilder options() {
        return PinnOptionsBuilder.builder()
                .field(Trials.network(1, 4))
                .weights(Map.of())
                .train(Trials.train(2, BroydenOptions.defaults()));
    }

    private static CollocationOptions slices(int points) {
        return CollocationOptionsBuilder.builder()
                .points(points)
                .sampling("slices")
                .build();
    }

    @Test
    void ofOptions() {
        PinnOptions weight =
                PinnOptionsBuilder.builder().weights(Map.of("heta", 2.0)).build();
        assertEquals(
                "weights.heta belongs to no term; the terms of heat are heat, initial_u.", message(heat(), weight));
        CausalOptions causal =
                CausalOptionsBuilder.builder().enabled(true).chunks(16).build();
        assertTrue(message(rod(), options().collocation(slices(64)).build())
                .startsWith("collocation.sampling is slices, but"));
        assertTrue(message(rod(), options().causal(causal).build()).startsWith("causal weights follow time"));
        assertTrue(message(
                        rod(),
                        options()
                                .windows(WindowOptionsBuilder.builder().count(3).build())
                                .build())
                .startsWith("windows.count is 3, but"));
        assertEquals(
                "collocation.points is 15; expected at least causal.chunks, 16.",
                message(heat(), options().collocation(slices(15)).causal(causal).build()));
        UserError still = assertThrows(UserError.class, () -> Trials.points(10, 0, true));
        assertTrue(still.getMessage().startsWith("collocation.adaptive is true, but"), still.getMessage());
    }

    /** Days since 4713 before Christ are told apart to a quarter by single precision, seconds of a year well enough. */
    @Test
    void coordinatesThatSinglePrecisionMovesAreRefused() {
        Domain days = Domain.interval("x", 0, 1).time(2_461_000.5, 2_461_003.5);
        NetworkOptions single =
                NetworkOptionsBuilder.builder().precision("float").build();
        String message = message(diffusion(days), options().field(single).build());
        assertTrue(
                message.startsWith("The coordinate t runs from 2461000.5 to 2461003.5, where single precision"),
                message);
        assertTrue(message.contains("write field.precision: double, or measure it from 2461000.5"), message);
        NetworkOptions exact =
                NetworkOptionsBuilder.builder().precision("double").build();
        PinnChecks.check(diffusion(days), options().field(exact).build());
        PinnChecks.check(
                diffusion(Domain.interval("x", 0, 1).time(3e7, 3.1e7)),
                options().field(single).build());
    }

    private static Problem diffusion(Domain domain) {
        return Problem.on(domain)
                .named("diffusion", "u_t = u_xx")
                .equation("diffusion", u -> u.t().sub(u.xx()))
                .condition(Condition.initial("u", p -> p[1]));
    }

    /** Without chunks of time, slices would all lie at one time. */
    @Test
    void slicesWithoutCausalWeightsAreSpreadOverTime() {
        Set<Double> times = new TreeSet<>();
        Collocation collocation = new Collocation(slices(50), heat().domain(), 1, DataType.FLOAT64);
        for (double[] point : collocation.interior(50, Draws.of(1, "a", 0))) {
            times.add(point[0]);
        }
        assertEquals(50, times.size());
    }

    /** Each time window sees only what was measured in it. */
    @Test
    void measurementsBelongToTheirTimeWindow() {
        double[][] points = {{0.1, 1}, {0.9, 2}, {0.4, 3}};
        Problem measured = heat().condition(Condition.data("u", points, new double[] {1, 2, 3}));
        try (NDManager manager = Compute.choose("cpu").newManager();
                TimeWindows marching = new TimeWindows(
                        manager,
                        JetKernels.of(manager, "plain"),
                        measured,
                        options()
                                .windows(WindowOptionsBuilder.builder()
                                        .count(4)
                                        .overlap(0.0)
                                        .build())
                                .build(),
                        Scales.UNIT)) {
            assertEquals(List.of(1.0), seen(marching));
            marching.open(0.5);
            assertEquals(List.of(3.0), seen(marching));
            marching.open(0.5);
            assertEquals(List.of(), seen(marching));
            marching.open(0.5);
            assertEquals(List.of(2.0), seen(marching));
        }
    }

    private static List<Double> seen(TimeWindows marching) {
        return marching.conditions().stream()
                .filter(c -> c.name().equals("data_u"))
                .flatMap(c ->
                        Arrays.stream(((Place.Measured) c.place()).values()).boxed())
                .toList();
    }

    static Stream<OptimizerOptions> optimizers() {
        return Stream.of(
                AdamOptions.defaults(),
                BroydenOptions.defaults(),
                GaussNewtonOptionsBuilder.builder().build());
    }

    /** The square of 1e200 is no number; the loss is infinite from the start. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aLossThatIsNoNumberEndsTraining(OptimizerOptions optimizer) {
        Problem huge = heat().condition(Condition.initial("u", p -> 1e200).named("huge"));
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(1, 4))
                .collocation(Trials.points(20, 0, false))
                .weights(Map.of())
                .train(Trials.train(5, optimizer))
                .build();
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, huge, options, null)) {
            assertEquals(
                    TrainResult.Stop.DIVERGED,
                    session.trainer(null, List.of()).run().stop());
        }
    }
}
