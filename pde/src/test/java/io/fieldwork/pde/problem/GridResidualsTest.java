package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.GridPoints;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.equation.Residual;
import io.fieldwork.pde.equation.Unknown;
import io.fieldwork.pde.grid.Differentiation;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.problem.KuramotoSivashinsky.Regime;
import io.fieldwork.pde.reference.AnalyticSolution;
import io.fieldwork.pde.reference.BurgersReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import io.fieldwork.pde.reference.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The residuals of shipped problems, read from values on a grid. */
class GridResidualsTest {
    private static final Differentiation SPECTRAL_IN_SPACE = (axis, order) -> axis.isPeriodic()
            ? Differentiation.spectral().matrix(axis, order)
            : Differentiation.differences(4).matrix(axis, order);

    private final NDManager manager = Compute.choose("cpu").newManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** The largest residual of the first equation. */
    private double size(Problem problem, GridSolution solution, Differentiation differentiation) {
        NDArray r = residual(problem)
                .of(points(problem, solution.axes(), differentiation).of(solution));
        assertEquals(solution.size(), r.size());
        return r.abs().max().getDouble();
    }

    private static Residual residual(Problem problem) {
        return problem.equations().getFirst().residual();
    }

    private GridPoints points(Problem problem, List<GridAxis> axes, Differentiation differentiation) {
        return new GridPoints(manager, problem, axes, differentiation, DataType.FLOAT64);
    }

    /** A closed solution of the heat equation; no derivative vanishes at the ends. */
    private static GridSolution heat(int times, int points) {
        double rate = 0.1 * Math.PI * Math.PI;
        return AnalyticSolution.of(
                "u",
                p -> Math.exp(-rate * p[0]) * Math.sin(Math.PI * p[1] + 0.4)
                        + 0.5 * Math.exp(-9 * rate * p[0]) * Math.sin(3 * Math.PI * p[1] + 1),
                GridAxis.interval("t", 0, 1, times),
                GridAxis.interval("x", 0, 1, points));
    }

    @Test
    void differencesConvergeWithTheirOrder() {
        for (int accuracy : new int[] {2, 4}) {
            Differentiation differences = Differentiation.differences(accuracy);
            double coarse = size(Heat.problem(), heat(41, 41), differences);
            double fine = size(Heat.problem(), heat(81, 81), differences);
            double finest = size(Heat.problem(), heat(161, 161), differences);
            assertEquals(accuracy, Math.log(fine / finest) / Math.log(2), 0.35);
            assertTrue(fine < coarse && finest < 0.05, "residual " + finest);
        }
    }

    /** What spectral derivatives leave comes from the differences in time alone. */
    @Test
    void spectralDerivativesConvergeWithTheOrderInTime() {
        Problem problem = Burgers.problem(0.05);
        BurgersReference reference = new BurgersReference(0.05, 128, 1e-3);
        double coarse = size(problem, reference.solve(Reference.times(0.4, 40)), SPECTRAL_IN_SPACE);
        double fine = size(problem, reference.solve(Reference.times(0.4, 80)), SPECTRAL_IN_SPACE);
        assertEquals(4, Math.log(coarse / fine) / Math.log(2), 0.3);
        assertTrue(fine < 1e-3, "residual " + fine);
    }

    @Test
    void fourthDerivatives() {
        Problem problem = KuramotoSivashinsky.problem(Regime.REGULAR);
        Reference reference = new KuramotoSivashinskyReference(Start.SINE, 5, 0.5, 0.005, 128, 2e-4);
        double coarse = size(problem, reference.solve(Reference.times(0.1, 20)), SPECTRAL_IN_SPACE);
        double fine = size(problem, reference.solve(Reference.times(0.1, 40)), SPECTRAL_IN_SPACE);
        assertEquals(4, Math.log(coarse / fine) / Math.log(2), 0.5);
    }

    /** Coordinates, given functions and Laplacians: a source term, with samples before the axes of the grid. */
    @Test
    void readsWhatANetworkReads() {
        Problem problem = Problem.on(Domain.of(Shapes.rectangle(0, 2, 0, 1), "x", "y"))
                .equation(
                        "poisson",
                        u -> u.laplacian()
                                .sub(u.at("x").mul(u.coefficient("two")))
                                .sub(u.given(p -> 6 * p[0] * p[1] * p[1])))
                .coefficient("two", 2);
        List<GridAxis> axes = List.of(GridAxis.interval("x", 0, 2, 9), GridAxis.interval("y", 0, 1, 7));
        double[] exact = new double[63];
        Arrays.setAll(exact, i -> {
            double[] p = GridAxis.point(axes, i);
            return p[0] * p[0] * p[0] * p[1] * p[1];
        });
        double[] both = Arrays.copyOf(exact, 126);
        NDArray u = manager.create(both, new Shape(2, 9, 7));
        Unknown unknown = points(problem, axes, Differentiation.differences(4)).of(Map.of("u", u));
        NDArray r = residual(problem).of(unknown);
        assertEquals(new Shape(2, 9, 7), r.getShape());
        double[] found = r.toDoubleArray();
        for (int i = 0; i < 63; i++) {
            double[] p = GridAxis.point(axes, i);
            assertEquals(2 * Math.pow(p[0], 3) - 2 * p[0], found[i], 1e-9);
            assertEquals(-2 * p[0] - 6 * p[0] * p[1] * p[1], found[63 + i], 1e-9);
        }
        assertThrows(UserError.class, unknown::normal);
        assertThrows(UserError.class, () -> unknown.coefficient("three"));
        assertThrows(UserError.class, unknown::measured);
        assertThrows(UserError.class, () -> unknown.at("z"));
    }

    /** The gradient of the mean square in a value equals a difference quotient. */
    @Test
    void isDifferentiableInTheValues() {
        Problem problem = Burgers.problem(0.05);
        List<GridAxis> axes = List.of(GridAxis.interval("t", 0, 1, 7), GridAxis.periodic("x", -1, 2, 8));
        GridPoints grid = points(problem, axes, SPECTRAL_IN_SPACE);
        Draws draws = Draws.of(3, "values", 0);
        double[] values = new double[56];
        Arrays.setAll(values, draws::normal);
        NDArray u = manager.create(values, new Shape(7, 8));
        u.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(loss(problem, grid, u));
        }
        double[] gradient = u.getGradient().toDoubleArray();
        for (int i = 0; i < values.length; i += 11) {
            double[] more = values.clone();
            double[] less = values.clone();
            more[i] += 1e-5;
            less[i] -= 1e-5;
            double above =
                    loss(problem, grid, manager.create(more, new Shape(7, 8))).getDouble();
            double below =
                    loss(problem, grid, manager.create(less, new Shape(7, 8))).getDouble();
            assertEquals((above - below) / 2e-5, gradient[i], 1e-6 * Math.max(1, Math.abs(gradient[i])));
        }
    }

    private static NDArray loss(Problem problem, GridPoints grid, NDArray u) {
        NDArray r = residual(problem).of(grid.of(Map.of("u", u)));
        return r.mul(r).mean();
    }

    @Test
    void keepsThePrecisionOfTheValues() {
        Problem problem = Heat.problem();
        GridSolution solution = heat(9, 9);
        Differentiation second = Differentiation.differences(2);
        NDArray exact =
                residual(problem).of(points(problem, solution.axes(), second).of(solution));
        NDArray single = residual(problem)
                .of(new GridPoints(manager, problem, solution.axes(), second, DataType.FLOAT32).of(solution));
        assertEquals(DataType.FLOAT32, single.getDataType());
        assertArrayEquals(
                exact.toDoubleArray(), single.toType(DataType.FLOAT64, false).toDoubleArray(), 1e-3);
    }
}
