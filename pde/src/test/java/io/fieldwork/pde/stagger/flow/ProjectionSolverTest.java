package io.fieldwork.pde.stagger.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Compute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The classical solver beside exact flows, published values of the driven cavity, and the residual of the equation. */
class ProjectionSolverTest {
    /** Converged steps have no residual and no divergence, in a plane and in space, between walls that move. */
    @Test
    void stepsSolveTheEquationOfTheResidual() {
        Momentum m = new Momentum(1.2, 0.5, 1, 0.4, Scheme.SEMI_IMPLICIT);
        StaggeredGrid plane = Flows.grid(16, 24);
        assertSolved(plane, m, tank(plane));
        StaggeredGrid space = Flows.grid(8, 12, 16);
        assertSolved(space, m, tank(space));
    }

    /** A block that moves within a box that is closed along the first axis. */
    private static Walls tank(StaggeredGrid grid) {
        boolean[] solid = new boolean[grid.cells()];
        double[][] velocity = new double[grid.axes()][grid.cells()];
        boolean[] rim = new boolean[grid.axes()];
        rim[0] = true;
        int height = grid.size().points(0);
        for (int i = 0; i < solid.length; i++) {
            boolean block = true;
            for (int k = 0; k < grid.axes(); k++) {
                block &= grid.place(k, i) >= 3 && grid.place(k, i) < 6;
            }
            int row = grid.place(0, i);
            solid[i] = block || row < 2 || row >= height - 2;
            velocity[1][i] = block ? 0.6 : 0;
        }
        return new Walls(solid, velocity, rim);
    }

    private static void assertSolved(StaggeredGrid grid, Momentum m, Walls walls) {
        ProjectionSolver solver = new ProjectionSolver(grid, m, walls, 1e-9, 200);
        solver.step();
        double[][] before = solver.velocity();
        int rounds = solver.step();
        assertTrue(rounds < 200, "repetitions: " + rounds);
        try (NDManager manager = Compute.choose("cpu").newManager();
                FlowPhysics physics = new FlowPhysics(manager, m, grid.axes())) {
            NDArray next = Flows.tensor(manager, grid, solver.velocity());
            NDArray residual = physics.residual(
                    next, Flows.tensor(manager, grid, before), Flows.tensor(manager, grid, solver.pressure()));
            double loss = physics.loss(residual, next, WallTensors.of(manager, grid, List.of(walls), DataType.FLOAT64))
                    .toDoubleArray()[0];
            assertTrue(Math.sqrt(loss) < 1e-7, "residual: " + Math.sqrt(loss));
            assertTrue(Flows.largest(solver.velocity()[1]) > 0.5);
        }
        assertTrue(Flows.largest(grid.divergence(solver.velocity())) < 1e-8);
    }

    /** The decay of Taylor and Green's vortices, of order two. */
    @Test
    void taylorAndGreensVorticesDecay() {
        double coarse = taylorGreenError(16, 8);
        double fine = taylorGreenError(32, 16);
        assertEquals(4, coarse / fine, 0.6);
        assertTrue(fine < 4e-3, "" + fine);
    }

    private static double taylorGreenError(int n, int steps) {
        StaggeredGrid grid = Flows.grid(n, n);
        double viscosity = 0.1;
        Momentum m = new Momentum(1, viscosity, 2 * Math.PI / n, 1.0 / steps, Scheme.SEMI_IMPLICIT);
        ProjectionSolver solver = new ProjectionSolver(grid, m, Walls.none(grid), 1e-10, 50);
        solver.start(Flows.taylorGreen(grid, 1));
        solver.steps(steps);
        double[][] exact = Flows.taylorGreen(grid, Math.exp(-2 * viscosity));
        double most = 0;
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < grid.cells(); i++) {
                most = Math.max(most, Math.abs(solver.velocity()[k][i] - exact[k][i]));
            }
        }
        return most;
    }

    /** Between plates, driven by one of them, the flow becomes linear. */
    @Test
    void couettesFlowIsLinear() {
        StaggeredGrid grid = Flows.grid(12, 4);
        Walls walls = Flows.cavity(grid, 2, 1);
        boolean[] solid = new boolean[grid.cells()];
        for (int i = 0; i < solid.length; i++) {
            solid[i] = grid.place(0, i) < 2 || grid.place(0, i) >= 10;
        }
        Momentum m = new Momentum(1, 1, 1, 0.1, Scheme.IMPLICIT);
        ProjectionSolver solver = new ProjectionSolver(
                grid, m, new Walls(solid, walls.velocity(), new boolean[] {true, false}), 1e-9, 100);
        solver.steps(1500);
        double[] across = new double[8];
        double[] exact = new double[8];
        for (int row = 0; row < 8; row++) {
            across[row] = solver.velocity()[1][4 * (row + 2)];
            exact[row] = (row + 1) / 9.0;
        }
        assertArrayEquals(exact, across, 1e-5);
    }

    /**
     * The driven cavity at Re 100: least velocity on the vertical middle, -0.21404 by Botella and Peyret's spectral method (Computers and
     * Fluids 27, 1998). Walls lie within a layer of cells, which is of order one, so that a parabola through three grids says what a grid
     * without end would.
     */
    @Test
    void theDrivenCavityHasThePublishedVelocity() {
        double coarse = cavity(16);
        double middle = cavity(24);
        double fine = cavity(32);
        double slope = (middle - fine) / (1.0 / 24 - 1.0 / 32);
        double bend = ((coarse - middle) / (1.0 / 16 - 1.0 / 24) - slope) / (1.0 / 16 - 1.0 / 32);
        assertEquals(-0.21404, fine - slope / 32 + bend / (24 * 32), 0.003);
    }

    private static double cavity(int n) {
        StaggeredGrid grid = Flows.grid(n + 4, n + 4);
        double step = Math.min(0.5, 15.0 / (n + 1));
        Momentum m = new Momentum(1, (n + 1) / 100.0, 1, step, Scheme.SEMI_IMPLICIT);
        ProjectionSolver solver = new ProjectionSolver(grid, m, Flows.cavity(grid, 2, 1), 1e-4, 3);
        solver.steps((int) (15 * (n + 1) / step));
        double least = 0;
        for (int row = 0; row < n + 4; row++) {
            least = Math.min(least, solver.velocity()[1][row * (n + 4) + n / 2 + 2]);
        }
        return least;
    }
}
