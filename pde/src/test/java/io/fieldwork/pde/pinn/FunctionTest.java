package io.fieldwork.pde.pinn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.optimizer.BroydenOptions;
import io.fieldwork.fields.train.optimizer.FlatParameters;
import io.fieldwork.fields.train.optimizer.GaussNewtonOptionsBuilder;
import io.fieldwork.fields.train.optimizer.Linearisation;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Functions of some coordinates that are learned beside the solution. */
class FunctionTest {
    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static double conductivity(double x) {
        return 1 + 0.5 * Math.sin(2 * x);
    }

    /** u_t = k(x) u_xx + f with u = exp(-t) sin x, of which 200 values are known. */
    private static Problem bar() {
        Domain domain = Domain.interval("x", 0.5, 2.5).time(0, 1);
        double[][] points = domain.points(200, Sampling.SOBOL, Draws.of(1, "data", 0));
        double[] values = Arrays.stream(points)
                .mapToDouble(p -> Math.exp(-p[0]) * Math.sin(p[1]))
                .toArray();
        return Problem.on(domain)
                .named("bar", "u_t = k u_xx + f")
                .function("k", "x")
                .equation(
                        "heat",
                        u -> u.t().sub(u.of("k").value().mul(u.xx()))
                                .sub(u.given(p -> Math.exp(-p[0]) * Math.sin(p[1]) * (conductivity(p[1]) - 1))))
                .condition(Condition.data("u", points, values).weighted(100));
    }

    @Test
    void aConductivityIsFoundFromData() {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(2, 10))
                .collocation(Trials.points(200, 0, false))
                .train(Trials.train(300, BroydenOptions.defaults()))
                .build();
        try (PinnSession session = PinnSession.open(manager, bar(), options, null)) {
            session.trainer(null, List.of()).run();
            for (double x = 0.6; x < 2.5; x += 0.3) {
                double found = session.solution().at("k", new double[] {0.5, x})[0];
                assertEquals(conductivity(x), found, 0.03);
            }
        }
    }

    @Test
    void itDependsOnItsOwnCoordinatesAlone() {
        try (PinnSession session = PinnSession.open(manager, bar(), Trials.small(1), null)) {
            Solution solution = session.solution();
            double[][] points = {{0, 1}, {0.7, 1}, {0.7, 2}};
            double[] k = solution.at("k", points);
            assertEquals(k[0], k[1]);
            assertTrue(k[1] != k[2]);
            assertArrayEquals(new double[3], solution.at("k", "t", points));
            assertArrayEquals(new double[3], solution.at("k", "tx", points));
            double h = 1e-5;
            for (String unknown : List.of("u", "k")) {
                double ahead = solution.at(unknown, new double[] {0.7, 1 + h})[0];
                double behind = solution.at(unknown, new double[] {0.7, 1 - h})[0];
                assertEquals((ahead - behind) / (2 * h), solution.at(unknown, "x", points)[1], 1e-8);
            }
            String names =
                    session.task().parameters().stream().map(p -> p.name()).collect(Collectors.joining(" "));
            assertTrue(names.contains("u/") && names.contains("k/"), names);
        }
    }

    @Test
    void itsGradientsAreThoseOfFiniteDifferences() {
        PinnOptions options = PinnOptionsBuilder.builder()
                .field(Trials.network(1, 3))
                .collocation(Trials.points(7, 0, false))
                .train(Trials.train(2, GaussNewtonOptionsBuilder.builder().build()))
                .build();
        try (PinnSession session = PinnSession.open(manager, bar(), options, null)) {
            PinnTask task = session.task();
            PinnTask.Batch batch = task.draw(new Progress(0, 1, 0, 1));
            Linearisation at = task.residuals(batch);
            double[] jacobian = at.jacobian().toDoubleArray();
            FlatParameters flat = new FlatParameters(task.parameters());
            double[] x = flat.values();
            try (Tape tape = Tape.open()) {
                tape.backward(task.loss(tape, batch).total());
            }
            double[] r = at.residuals().toDoubleArray();
            double[] gradient = flat.takeGradient();
            for (int p = 0; p < x.length; p++) {
                double[] ahead = Trials.moved(task, batch, flat, x, p, 1e-6);
                double[] behind = Trials.moved(task, batch, flat, x, p, -1e-6);
                double sum = 0;
                for (int i = 0; i < r.length; i++) {
                    assertEquals((ahead[i] - behind[i]) / 2e-6, jacobian[i * x.length + p], 1e-7, i + " " + p);
                    sum += 2 * r[i] * jacobian[i * x.length + p];
                }
                assertEquals(sum, gradient[p], 1e-9);
            }
        }
    }

    @Test
    void mistakesAreNamed() {
        assertTrue(message(() -> bar().function("c", "y")).contains("has no coordinate 'y'"));
        assertTrue(message(() -> bar().function("c")).contains("The function c depends on no coordinate"));
        assertTrue(message(() -> bar().function("u", "x")).contains("The unknowns need different names"));
        PinnOptions windows = PinnOptionsBuilder.builder()
                .windows(WindowOptionsBuilder.builder().count(2).build())
                .build();
        assertTrue(message(() -> PinnSession.open(manager, bar(), windows, null))
                .contains("k does not depend on t and would be another function in every window"));
    }

    private static String message(Executable wrong) {
        return assertThrows(UserError.class, wrong).getMessage();
    }
}
