package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.AnalyticSolution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters are inputs of the network, but neither space nor time. */
class FamilyTest {
    private static Domain room() {
        return Domain.of(Shapes.rectangle(0, 1, 0, 1).minus(Shapes.disc(0.5, 0.5, 0.2)), "x", "y")
                .time(0, 2)
                .parameter("alpha", 3, 4)
                .parameter("beta", -1, 1);
    }

    @Test
    void coordinatesAreTimeSpaceAndParameters() {
        Domain room = room();
        assertEquals(List.of("t", "x", "y", "alpha", "beta"), room.coordinates());
        assertEquals(5, room.dimensions());
        assertArrayEquals(new double[] {0, 0, 0, 3, -1}, room.lower());
        assertArrayEquals(new double[] {2, 1, 1, 4, 1}, room.upper());
        assertTrue(room.contains(new double[] {1, 0.1, 0.1, 3.5, 0}));
        assertTrue(!room.contains(new double[] {1, 0.1, 0.1, 2.9, 0}));
        assertTrue(!room.contains(new double[] {1, 0.5, 0.5, 3.5, 0}));
        assertEquals(room.parameters(), room.time(1, 2).parameters());
    }

    /** Every way to draw points fills the ranges of the parameters; their ends are no boundary. */
    @Test
    void pointsOfEachPlaceHaveAllValues() {
        Domain room = room();
        Draws draws = Draws.of(1, "a", 0);
        BoundarySample wall = room.boundary(400, draws);
        assertEquals(2, wall.normals()[0].length);
        assertEquals(List.of("left", "right", "bottom", "top", "circle"), room.boundaryParts());
        for (int i = 0; i < wall.size(); i++) {
            double[] p = wall.points()[i];
            boolean side = Math.min(Math.min(p[1], 1 - p[1]), Math.min(p[2], 1 - p[2])) == 0;
            assertTrue(side || Math.abs(Math.hypot(p[1] - 0.5, p[2] - 0.5) - 0.2) < 1e-9, Arrays.toString(p));
        }
        Stream.of(
                        room.points(400, Sampling.UNIFORM, draws),
                        room.points(400, Sampling.SOBOL, draws),
                        room.initial(400, Sampling.UNIFORM, draws),
                        room.slices(20, 20, draws),
                        wall.points())
                .forEach(points -> spread(points, 3, 4, 3.5));
        for (double[] p : room.initial(10, Sampling.LHS, draws)) {
            assertEquals(0, p[0]);
        }
    }

    private static void spread(double[][] points, double low, double high, double middle) {
        double[] values = Arrays.stream(points).mapToDouble(p -> p[3]).toArray();
        assertTrue(Arrays.stream(values).allMatch(v -> v >= low && v <= high));
        assertEquals(middle, Arrays.stream(values).average().orElse(0), 0.15);
        assertTrue(new TreeSet<>(Arrays.stream(values).boxed().toList()).size() > 10);
    }

    @Test
    void bothPointsOfAPairBelongToOneMember() {
        Domain channel = Domain.of(Shapes.rectangle(0, 2, 0, 1).minus(Shapes.disc(1, 0.5, 0.2)), "x", "y")
                .time(0, 1)
                .periodic("x")
                .parameter("re", 10, 20);
        double[][] pairs = channel.opposite("x", 50, Draws.of(2, "a", 0));
        for (int i = 0; i < 50; i++) {
            double[] moved = pairs[i].clone();
            moved[1] = 2;
            assertArrayEquals(moved, pairs[i + 50], 1e-12);
        }
        UserError error = assertThrows(UserError.class, () -> channel.opposite("re", 5, Draws.of(2, "a", 0)));
        assertEquals("The parameter re has no sides; expected a coordinate of space.", error.getMessage());
    }

    /** u = t + x^2 y + 3 y^2 + nu^5 x: nothing of nu is differentiated. */
    static Stream<Arguments> operators() {
        return Stream.of(
                Arguments.of((Residual) Unknown::laplacian, 2 * 0.4 + 6),
                Arguments.of((Residual) u -> u.gradient().getFirst(), 2 * 0.3 * 0.4 + 32),
                Arguments.of((Residual) u -> u.gradient().getLast(), 0.3 * 0.3 + 6 * 0.4),
                Arguments.of((Residual) u -> u.divergence("u", "u"), 2 * 0.3 * 0.4 + 32 + 0.09 + 2.4),
                Arguments.of((Residual) u -> u.at("nu"), 2.0),
                Arguments.of((Residual) u -> u.coefficient("nu"), 2.0));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void operatorsAreThoseOfSpace(Residual residual, double expected) {
        Domain domain =
                Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y").time(0, 1).parameter("nu", 1, 3);
        Problem problem = Problem.on(domain).equation("r", residual);
        Substitution.Known known = Substitution.formulas(
                domain.coordinates(),
                (unknown, x) -> x[0].add(x[1].multiply(x[1]).multiply(x[2]))
                        .add(x[2].multiply(x[2]).multiply(3))
                        .add(x[3].pow(5).multiply(x[1])));
        assertEquals(expected, Substitution.equations(problem, known, new double[] {0.1, 0.3, 0.4, 2})[0][0], 1e-12);
        Condition slope = Condition.neumann("u", p -> 0, "left");
        double[] there = Substitution.condition(problem, slope, known, 20, Draws.of(1, "a", 0));
        assertEquals(20, there.length);
        assertTrue(Arrays.stream(there).allMatch(v -> v <= -1 && v >= -243));
    }

    /** u_t = nu u_xx for all nu in [0.2, 1], with u = exp(-nu t) sin x. */
    private static Problem family() {
        return Problem.on(Domain.interval("x", 0, 2 * Math.PI)
                        .time(0, 1)
                        .periodic("x")
                        .parameter("nu", 0.2, 1))
                .named("family", "u_t = nu u_xx")
                .equation("heat", u -> u.t().sub(u.xx().mul(u.coefficient("nu"))))
                .condition(Condition.initial("u", p -> Math.sin(p[1])));
    }

    private static GridSolution member(double nu) {
        return AnalyticSolution.of(
                "u",
                p -> Math.exp(-nu * p[0]) * Math.sin(p[1]),
                GridAxis.interval("t", 0, 1, 11),
                GridAxis.periodic("x", 0, 2 * Math.PI, 16));
    }

    @Test
    void oneTrainingSolvesAllMembers() {
        Problem measured = family();
        for (double nu : new double[] {0.2, 0.5, 1}) {
            measured = measured.truth("nu" + nu, Map.of("nu", nu), () -> member(nu));
        }
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(2, 12))
                .collocation(Trials.points(300, 0, false))
                .train(Trials.train(250, BroydenOptions.defaults()))
                .build();
        try (NDManager manager = Compute.choose("cpu").newManager();
                PinnSession session = PinnSession.open(manager, measured, options, null)) {
            session.trainer(null, List.of()).run();
            Map<String, Double> errors = session.task().evaluate();
            assertEquals(3, errors.size());
            errors.forEach((name, error) -> assertTrue(error < 1e-2, name + " " + error));
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        () -> Domain.interval("x", 0, 1).parameter("t", 0, 1),
                        "A spatial coordinate or parameter has a"),
                mistake(() -> Domain.interval("x", 0, 1).parameter("x", 0, 1), "Coordinates need different names"),
                mistake(
                        () -> Domain.interval("x", 0, 1).parameter("k", 1, 1),
                        "The parameter k needs a lower end below"),
                mistake(
                        () -> Domain.interval("x", 0, 1).parameter("k", 0, 1).periodic("k"),
                        "cannot be periodic in 'k'"),
                mistake(() -> family().coefficient("nu", 1), "'nu' is a coefficient of problem family and a parameter"),
                mistake(
                        () -> family().truth("a", Map.of("mu", 1.0), () -> member(1)),
                        "The reference a is one for {mu=1.0}; expected a value of each parameter of the domain, which are nu."),
                mistake(
                        () -> Trials.heat().truth("a", Map.of("nu", 1.0), () -> member(1)),
                        "of the domain, which are none."));
    }

    private static Arguments mistake(Supplier<?> wrong, String expected) {
        return Arguments.of(wrong, expected);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreNamed(Supplier<?> wrong, String expected) {
        UserError error = assertThrows(UserError.class, wrong::get);
        assertTrue(error.getMessage().contains(expected), error.getMessage());
    }

    @Test
    void aTableHasAMember() {
        GridSolution table = AnalyticSolution.of(
                "u",
                p -> p[0] + 10 * p[1] + 100 * p[2],
                GridAxis.of("t", 0, 1),
                GridAxis.of("nu", 2, 3),
                GridAxis.of("x", 4, 5, 6));
        GridSolution one = table.at("nu", 3);
        assertEquals(List.of("t", "x"), one.coordinates());
        assertArrayEquals(new double[] {430, 530, 630, 431, 531, 631}, one.values("u"));
        assertTrue(assertThrows(UserError.class, () -> table.at("nu", 2.5))
                .getMessage()
                .contains("[2.0, 3.0]"));
    }
}
