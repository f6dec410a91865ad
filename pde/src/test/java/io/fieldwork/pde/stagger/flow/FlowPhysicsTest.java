package io.fieldwork.pde.stagger.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Potentials, residuals and losses as tensors, beside the same in plain loops, exact flows and differences of themselves. */
class FlowPhysicsTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<StaggeredGrid> grids() {
        return Stream.of(Flows.grid(12, 20), Flows.grid(6, 8, 10));
    }

    @ParameterizedTest
    @MethodSource("grids")
    void potentialsHaveNoDivergence(StaggeredGrid grid) {
        double[][] potential = Flows.random(grid, StaggeredGrid.potentials(grid.axes()), 1);
        try (FlowPhysics physics = new FlowPhysics(manager, momentum(Scheme.EXPLICIT), grid.axes())) {
            NDArray a = Flows.tensor(manager, grid, potential);
            double[] exact = Flows.tensor(manager, grid, grid.curl(potential)).toDoubleArray();
            assertArrayEquals(exact, physics.velocity(a).toDoubleArray(), 1e-14);
            assertTrue(Flows.largest(physics.divergence(physics.velocity(a)).toDoubleArray()) < 1e-14);
            NDArray unit = a.mul(0.2).toType(DataType.FLOAT32, true);
            float[] single = physics.divergence(physics.velocity(unit)).toFloatArray();
            for (float value : single) {
                assertEquals(0, value, 1e-6);
            }
        }
    }

    private static Momentum momentum(Scheme scheme) {
        return new Momentum(1.3, 0.4, 0.7, 0.2, scheme);
    }

    /** The same by loops, for every scheme, in a plane and in space. */
    @ParameterizedTest
    @EnumSource(Scheme.class)
    void residualsAreThoseOfPlainLoops(Scheme scheme) {
        grids().forEach(grid -> {
            Momentum m = momentum(scheme);
            double[][] before = Flows.random(grid, grid.axes(), 2);
            double[][] next = Flows.random(grid, grid.axes(), 3);
            double[] pressure = Flows.random(grid, 1, 4)[0];
            try (FlowPhysics physics = new FlowPhysics(manager, m, grid.axes())) {
                double[] found = physics.residual(
                                Flows.tensor(manager, grid, next),
                                Flows.tensor(manager, grid, before),
                                Flows.tensor(manager, grid, pressure))
                        .toDoubleArray();
                double[] exact = Flows.tensor(manager, grid, plain(grid, m, next, before, pressure))
                        .toDoubleArray();
                assertArrayEquals(exact, found, 1e-11);
            }
        });
    }

    private static double[][] plain(
            StaggeredGrid grid, Momentum m, double[][] next, double[][] before, double[] pressure) {
        double[][] at = new double[grid.axes()][grid.cells()];
        double[][] result = new double[grid.axes()][grid.cells()];
        double share = m.scheme().share();
        for (int k = 0; k < at.length; k++) {
            for (int i = 0; i < grid.cells(); i++) {
                at[k][i] = share * next[k][i] + (1 - share) * before[k][i];
            }
        }
        for (int k = 0; k < at.length; k++) {
            double[] transport = grid.transport(at, k);
            double[] friction = grid.laplacian(at[k]);
            for (int i = 0; i < grid.cells(); i++) {
                double inertia = (next[k][i] - before[k][i]) / m.step() + transport[i] / m.spacing();
                double slope = (pressure[i] - pressure[grid.down(k, i)]) / m.spacing();
                double friction1 = m.viscosity() * friction[i] / (m.spacing() * m.spacing());
                result[k][i] = m.density() * inertia + slope - friction1;
            }
        }
        return result;
    }

    /** The exact flow of Taylor and Green leaves a residual of order two in space and time. */
    @Test
    void taylorAndGreensFlowLeavesAResidualOfOrderTwo() {
        double coarse = taylorGreenResidual(32, 0.1);
        double fine = taylorGreenResidual(64, 0.05);
        assertEquals(4, coarse / fine, 0.2);
        assertTrue(fine < 0.02, "" + fine);
    }

    private double taylorGreenResidual(int n, double step) {
        StaggeredGrid grid = Flows.grid(n, n);
        double viscosity = 0.5;
        double h = 2 * Math.PI / n;
        double decay = Math.exp(-2 * viscosity * step);
        double[] pressure = new double[grid.cells()];
        double middle = Math.exp(-2 * viscosity * step);
        for (int i = 0; i < pressure.length; i++) {
            double y = (grid.place(0, i) + 0.5) * h;
            double x = (grid.place(1, i) + 0.5) * h;
            pressure[i] = -0.25 * middle * (Math.cos(2 * x) + Math.cos(2 * y));
        }
        Momentum m = new Momentum(1, viscosity, h, step, Scheme.SEMI_IMPLICIT);
        try (FlowPhysics physics = new FlowPhysics(manager, m, 2)) {
            double[] residual = physics.residual(
                            Flows.tensor(manager, grid, Flows.taylorGreen(grid, decay)),
                            Flows.tensor(manager, grid, Flows.taylorGreen(grid, 1)),
                            Flows.tensor(manager, grid, pressure))
                    .toDoubleArray();
            return Flows.largest(residual);
        }
    }

    /** The loss counts walls twentyfold, leaves out the rim, and its gradient is its slope. */
    @Test
    void theLossIsDifferentiable() {
        StaggeredGrid grid = Flows.grid(8, 8);
        Walls walls = Flows.cavity(grid, 2, 0.7);
        double[][] potential = Flows.random(grid, 1, 5);
        double[][] direction = Flows.random(grid, 1, 6);
        NDArray a = Flows.tensor(manager, grid, potential);
        a.setRequiresGradient(true);
        double slope = 0;
        try (FlowPhysics physics = new FlowPhysics(manager, momentum(Scheme.SEMI_IMPLICIT), 2)) {
            try (Tape tape = Tape.open()) {
                tape.backward(loss(physics, grid, walls, a).sum());
            }
            double[] gradient = a.getGradient().toDoubleArray();
            for (int i = 0; i < gradient.length; i++) {
                slope += gradient[i] * direction[0][i];
            }
            double[] ahead = potential[0].clone();
            double[] behind = potential[0].clone();
            for (int i = 0; i < ahead.length; i++) {
                ahead[i] += 1e-5 * direction[0][i];
                behind[i] -= 1e-5 * direction[0][i];
            }
            double up = loss(physics, grid, walls, Flows.tensor(manager, grid, ahead))
                    .toDoubleArray()[0];
            double down = loss(physics, grid, walls, Flows.tensor(manager, grid, behind))
                    .toDoubleArray()[0];
            assertEquals((up - down) / 2e-5, slope, 1e-6 * Math.abs(slope));
        }
    }

    private NDArray loss(FlowPhysics physics, StaggeredGrid grid, Walls walls, NDArray a) {
        NDArray still = manager.zeros(a.getShape(), DataType.FLOAT64);
        NDArray next = physics.velocity(a);
        NDArray residual = physics.residual(next, physics.velocity(still), still);
        return physics.loss(residual, next, WallTensors.of(manager, grid, List.of(walls), DataType.FLOAT64));
    }

    @Test
    void theLossIsTheMeanThatItSays() {
        StaggeredGrid grid = Flows.grid(8, 10);
        Walls walls =
                new Walls(Flows.cavity(grid, 2, 0).solid(), Flows.random(grid, 2, 7), new boolean[] {true, false});
        double[][] next = Flows.random(grid, 2, 8);
        double[][] residual = Flows.random(grid, 2, 9);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < grid.cells(); i++) {
            boolean edge = grid.place(0, i) == 0 || grid.place(0, i) == 7;
            count += edge ? 0 : 1;
            for (int k = 0; k < 2 && !edge; k++) {
                boolean given = walls.solid()[i] && walls.solid()[grid.down(k, i)];
                double off = (float) walls.velocity()[k][i] - next[k][i];
                sum += given ? 20 * off * off : residual[k][i] * residual[k][i];
            }
        }
        try (FlowPhysics physics = new FlowPhysics(manager, momentum(Scheme.EXPLICIT), 2)) {
            NDArray found = physics.loss(
                    Flows.tensor(manager, grid, residual),
                    Flows.tensor(manager, grid, next),
                    WallTensors.of(manager, grid, List.of(walls), DataType.FLOAT64));
            assertEquals(sum / count, found.toDoubleArray()[0], 1e-12);
        }
    }
}
