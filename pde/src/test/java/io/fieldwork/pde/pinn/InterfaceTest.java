package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.BoundarySample;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.domain.Shape;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Unknowns of their own in parts of a domain, and what holds where the parts meet. */
class InterfaceTest {
    private static final Shape LEFT = Shapes.interval(0, 0.4);
    private static final Shape RIGHT = Shapes.interval(0.4, 1);
    private static final double Q = 1.048 / 0.52;

    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static double left(double x) {
        return Q * x + x * (0.4 - x);
    }

    private static double right(double x) {
        return 1 - (Q - 0.4) / 5 * (1 - x);
    }

    /** A wall of two materials, conductivities 1 and 5, with a source in the first. */
    private static Problem wall() {
        return Problem.on(Domain.interval("x", 0, 1))
                .named("wall", "k u'' + q = 0")
                .unknowns("a", "b")
                .only("a", LEFT)
                .only("b", RIGHT)
                .equation("left", LEFT, u -> u.of("a").xx().add(2))
                .equation("right", RIGHT, u -> u.of("b").xx().mul(5))
                .condition(Condition.dirichlet("a", p -> 0, "left"))
                .condition(Condition.dirichlet("b", p -> 1, "right"))
                .condition(Condition.continuity("a", "b", LEFT))
                .condition(Condition.flux("a", p -> 1, "b", p -> 5, LEFT))
                .truth("exact", InterfaceTest::truth);
    }

    private static GridSolution truth() {
        GridAxis x = GridAxis.interval("x", 0, 1, 51);
        return new GridSolution(
                List.of(x),
                Map.of("a", values(x, InterfaceTest::left, 0, 0.4), "b", values(x, InterfaceTest::right, 0.4, 1)));
    }

    private static double[] values(GridAxis axis, DoubleUnaryOperator function, double from, double to) {
        return Arrays.stream(axis.points())
                .map(x -> x >= from && x <= to ? function.applyAsDouble(x) : Double.NaN)
                .toArray();
    }

    @Test
    void aWallOfTwoMaterials() {
        PinnOptions small = Trials.small(200);
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(small.field())
                .collocation(Trials.points(100, 0, false))
                .train(small.train())
                .build();
        try (PinnSession session = PinnSession.open(manager, wall(), options, null)) {
            session.trainer(null, List.of()).run();
            session.task().evaluate().forEach((name, error) -> assertTrue(error < 1e-4, name + " " + error));
            double[][] points = {{0.2}, {0.9}};
            assertTrue(Double.isNaN(session.solution().within("a", points)[1]));
            assertEquals(right(0.9), session.solution().within("b", points)[1], 1e-4);
        }
    }

    /** The part of a disc's circle that is inside a square that cuts it, at all times. */
    @Test
    void anInterfaceIsInsideTheDomain() {
        Domain square =
                Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y").time(0, 2).parameter("k", 5, 6);
        BoundarySample sample = square.interfaceOf(Shapes.disc(0, 0.5, 0.3), 300, Draws.of(1, "a", 0));
        assertEquals(300, sample.size());
        double most = 0;
        for (int i = 0; i < sample.size(); i++) {
            double[] p = sample.points()[i];
            double[] n = sample.normals()[i];
            assertTrue(square.contains(p), Arrays.toString(p));
            assertEquals(2, n.length);
            assertEquals(p[1], 0.3 * n[0], 1e-12);
            assertEquals(p[2] - 0.5, 0.3 * n[1], 1e-12);
            most = Math.max(most, p[0]);
        }
        assertTrue(most > 1.9);
    }

    @Test
    void anEndOfARegionThatIsTheDomainsIsNoInterface() {
        Domain wall = Domain.interval("x", 0, 1);
        TreeSet<Double> places = new TreeSet<>();
        Arrays.stream(wall.interfaceOf(Shapes.interval(0, 0.4), 20, Draws.of(1, "a", 0))
                        .points())
                .forEach(p -> places.add(p[0]));
        assertEquals(new TreeSet<>(List.of(0.4)), places);
    }

    /** The mean square of a residual of 1 is 1 whatever the size of the region. */
    @Test
    void aRegionCountsAsTheWholeDomainDoes() {
        Domain square = Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y");
        Problem problem = Problem.on(square).equation("one", Shapes.disc(0.5, 0.5, 0.25), u -> u.given(p -> 1));
        Substitution.Known zero = (unknown, index, point) -> 0;
        double[][] points = square.points(4096, Sampling.SOBOL, Draws.of(1, "a", 0));
        double[] r = Substitution.equations(problem, zero, points)[0];
        assertEquals(1, Arrays.stream(r).map(v -> v * v).average().orElse(0), 0.02);
    }

    @Test
    void mistakesAreNamed() {
        Problem square =
                Problem.on(Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y")).equation("r", Unknown::laplacian);
        assertTrue(message(() -> square.equation("far", Shapes.disc(5, 5, 1), Unknown::value))
                .contains("The region of the equation 'far' does not meet the domain."));
        assertTrue(message(() -> square.equation("flat", LEFT, Unknown::value)).contains("has 1 dimensions"));
        assertTrue(message(() -> square.only("u", LEFT)).contains("The region of u has 1 dimensions"));
        assertTrue(message(() -> square.only("v", LEFT)).contains("The unknown 'v' does not exist"));
        Problem around = square.condition(Condition.across("all", Shapes.disc(0.5, 0.5, 3), Unknown::normal));
        assertTrue(message(() -> PinnSession.open(manager, around, Trials.small(1), null))
                .contains("For all: The region has no boundary inside the domain"));
    }

    private static String message(Executable wrong) {
        return assertThrows(UserError.class, wrong).getMessage();
    }
}
