package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Place;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of condition against the same written out with derivatives of the network by finite differences. */
class ConditionTest {
    private static final double H = 1e-5;

    private NDManager manager;
    private TrialFunction model;
    private Domain domain;
    private Problem problem;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
        domain = Domain.of(Shapes.rectangle(0, 1, -1, 2), "x", "y").time(0, 2);
        problem = Problem.on(domain).equation("r", Unknown::t);
        model = new TrialFunction(
                manager,
                JetKernels.of(manager, "plain"),
                Trials.network(2, 6),
                domain,
                Map.of("u", domain.coordinates()),
                null,
                "",
                3);
    }

    @AfterEach
    void close() {
        model.close();
        manager.close();
    }

    private double u(double... p) {
        return new Solution(problem, List.of(new TimeWindow(0, 2, model))).at("u", p)[0];
    }

    private double slope(double[] p, int axis) {
        double[] low = p.clone();
        double[] high = p.clone();
        low[axis] -= H;
        high[axis] += H;
        return (u(high) - u(low)) / (2 * H);
    }

    private void check(Condition condition, ToDoubleFunction<double[]> expected) {
        CollocationOptions options = Trials.points(10, 0, false);
        PointSet points = new Collocation(options, domain, 1, model.type())
                .draw(manager, condition.place(), Draws.of(1, "points", 0));
        Group group = new Terms(problem, manager, Scales.UNIT, List.of(), Map.of())
                .groups(List.of(condition))
                .getLast();
        try (Tape off = Tape.forwardOnly()) {
            NDArray residual =
                    group.at(problem, model, points).residuals(off, Map.of()).getFirst();
            double[] values = residual.toDoubleArray();
            int offset = points.size() - values.length;
            for (int i = 0; i < values.length; i++) {
                double[] p = points.host()[i + offset];
                assertEquals(
                        expected.applyAsDouble(p), values[i], 1e-8, condition.name() + " at " + Arrays.toString(p));
            }
        }
    }

    @Test
    void initialValueAndRate() {
        check(Condition.initial("u", p -> p[1] * p[2]), p -> u(0, p[1], p[2]) - p[1] * p[2]);
        check(Condition.initialRate("u", p -> p[2]), p -> {
            double ahead = u(H, p[1], p[2]);
            return (-3 * u(p) + 4 * ahead - u(2 * H, p[1], p[2])) / (2 * H) - p[2];
        });
    }

    @Test
    void valueSlopeAndTheirSumOnTheBoundary() {
        check(Condition.dirichlet("u", p -> p[0], "left"), p -> u(p[0], 0, p[2]) - p[0]);
        check(Condition.neumann("u", p -> p[2], "left"), p -> -slope(p, 1) - p[2]);
        check(Condition.neumann("u", p -> p[2], "top"), p -> slope(p, 2) - p[2]);
        check(Condition.robin("u", 3, p -> 1, "right"), p -> 3 * u(p[0], 1, p[2]) + slope(p, 1) - 1);
    }

    @Test
    void sidesThatMustAgree() {
        check(Condition.periodic("u", "x", ""), p -> u(p[0], 1, p[2]) - u(p[0], 0, p[2]));
        check(
                Condition.periodic("u", "x", "y"),
                p -> slope(new double[] {p[0], 1, p[2]}, 2) - slope(new double[] {p[0], 0, p[2]}, 2));
    }

    @Test
    void measurements() {
        double[][] points = {{0.5, 0.25, 0}, {1, 0.5, 1}};
        check(Condition.data("u", points, new double[] {7, 7}), p -> u(p) - 7);
    }

    /** At one place at all times, on a line at one time, at a point. */
    @Test
    void someCoordinatesAreGiven() {
        check(Condition.at("u", Map.of("x", 0.25, "y", 1.0), p -> p[0]), p -> u(p[0], 0.25, 1) - p[0]);
        check(Condition.at("u", Map.of("t", 2.0, "y", -1.0), p -> p[1]), p -> u(2, p[1], -1) - p[1]);
        Condition point = Condition.at("u", Map.of("t", 1.0, "x", 0.5, "y", 0.5), p -> 7);
        assertEquals("at_u_t_x_y", point.name());
        check(point, p -> u(1, 0.5, 0.5) - 7);
        Collocation few = new Collocation(Trials.points(10, 0, false), domain, 1, model.type());
        assertEquals(
                1, few.draw(manager, point.place(), Draws.of(1, "points", 0)).size());
        assertEquals(
                64,
                few.draw(manager, new Place.At(Map.of("x", 0.25)), Draws.of(1, "points", 0))
                        .size());
    }

    /** Only the part of a line that is inside. */
    @Test
    void givenCoordinatesInAShape() {
        Domain ring = Domain.of(Shapes.disc(0, 0, 2).minus(Shapes.disc(0, 0, 1)), "x", "y");
        double[][] points = ring.at(Map.of("x", 0.5), 100, Draws.of(1, "points", 0));
        for (double[] p : points) {
            assertEquals(0.5, p[0]);
            assertTrue(Math.hypot(p[0], p[1]) >= 1 && Math.hypot(p[0], p[1]) <= 2);
        }
        assertEquals("x is 3.0; expected -2.0 to 2.0.", mistake(ring, Map.of("x", 3.0)));
        assertEquals("The domain has no coordinate 'z'; it has x, y.", mistake(ring, Map.of("z", 0.0)));
        assertEquals(
                "No points of the domain were found at x = 0.0, y = 0.0.", mistake(ring, Map.of("x", 0.0, "y", 0.0)));
    }

    private static String mistake(Domain domain, Map<String, Double> where) {
        return assertThrows(UserError.class, () -> domain.at(where, 5, Draws.of(1, "points", 0)))
                .getMessage();
    }
}
