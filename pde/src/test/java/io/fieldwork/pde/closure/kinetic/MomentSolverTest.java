package io.fieldwork.pde.closure.kinetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.special.BesselJ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nonlinear runs against known ones, and what equations keep. */
final class MomentSolverTest {
    private static final ActiveFluid FLUID = Fluids.fluid(-1, 0.8, 1);

    @Test
    void theKineticRunIsTheKnownOne() {
        MomentSolver solver = Fluids.solver(FLUID, 48, 16, 0.0025, Fluids.waves());
        check(solver, 1e-7, 0.0400000, 0.0201993, 0.000519610);
        solver.advance(1);
        check(solver, 6e-6, 0.21282, 0.12053, 0.039159);
        solver.advance(1);
        check(solver, 2e-5, 0.58237, 0.26974, 0.29089);
        assertTrue(solver.report().energy() < 1e-10);
    }

    @Test
    void theBinghamRunIsTheKnownOne() {
        MomentSolver solver = Fluids.solver(FLUID, 48, 0, 0.0025, Fluids.waves());
        solver.advance(1);
        check(solver, 6e-6, 0.22913, 0.13642, 0.020474);
        solver.advance(1);
        check(solver, 2e-5, 0.68292, 0.30618, 0.32048);
        solver.advance(1);
        check(solver, 1e-4, 0.8574, 0.2986, 0.5899);
        assertEquals(
                1, Arrays.stream(solver.snapshot().concentration()).average().orElseThrow(), 1e-12);
    }

    private static void check(MomentSolver solver, double within, double second, double speed, double fourth) {
        Snapshot snapshot = solver.snapshot();
        assertEquals(second, Fluids.meanSquare(snapshot.second()), within);
        assertEquals(speed, Fluids.meanSquare(snapshot.velocity()), within);
        assertEquals(fourth, Fluids.meanSquare(snapshot.fourth()), within);
        assertEquals(
                Math.sqrt(Fluids.meanSquare(snapshot.velocity())),
                solver.report().speed(),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void timeIsOfSecondOrder(int modes) {
        double exact = after(modes, 1e-3);
        double coarse = Math.abs(after(modes, 0.02) - exact);
        double fine = Math.abs(after(modes, 0.01) - exact);
        assertTrue(coarse < 1e-3, "error " + coarse);
        assertEquals(4, coarse / fine, 0.5);
    }

    private static double after(int modes, double step) {
        MomentSolver solver = Fluids.solver(FLUID, 16, modes, step, Fluids.waves());
        solver.advance(1);
        return Fluids.meanSquare(solver.snapshot().second());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16})
    void entropyBalances(int modes) {
        MomentSolver solver = Fluids.solver(FLUID, 32, modes, 0.0025, Fluids.waves());
        solver.advance(0.8);
        Entropy before = solver.entropy();
        double time = solver.time();
        solver.step();
        double imbalance = before.imbalance(solver.entropy(), solver.time() - time);
        assertTrue(imbalance < 2e-5, "imbalance " + imbalance);
        assertTrue(before.produced() > 0 && before.lost() > 0);
    }

    @Test
    void otherClosuresMakeEntropyUp() {
        SolverOptions options = new SolverOptions(32, 10.0, null, 0.0025, 1e-11, null, null);
        MomentSolver solver = MomentSolver.coarse(FLUID, options, TensorClosure.QUADRATIC, Fluids.waves());
        solver.advance(0.8);
        Entropy before = solver.entropy();
        double time = solver.time();
        solver.step();
        assertTrue(before.imbalance(solver.entropy(), solver.time() - time) > 1e-3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void turningAndMirroringTheStartDoSoForEver(int modes) {
        InitialState start = new RandomStart(3, 10);
        InitialState turned = (n, x, y) -> start.moment(n, y, (10 - x) % 10)
                .multiply(new Complex(Math.round(Math.cos(n * Math.PI / 2)), Math.round(Math.sin(n * Math.PI / 2))));
        InitialState mirrored = (n, x, y) -> start.moment(n, x, (10 - y) % 10).conjugate();
        Snapshot a = run(modes, start);
        Snapshot b = run(modes, turned);
        Snapshot c = run(modes, mirrored);
        int n = a.points();
        for (int x = 0; x < n; x++) {
            for (int y = 0; y < n; y++) {
                int here = 2 * (x * n + y);
                int from = 2 * (y * n + (n - x) % n);
                assertEquals(-a.second()[from], b.second()[here], 1e-12);
                assertEquals(-a.second()[from + 1], b.second()[here + 1], 1e-12);
                assertEquals(-a.velocity()[from + 1], b.velocity()[here], 1e-12);
                assertEquals(a.velocity()[from], b.velocity()[here + 1], 1e-12);
                int opposite = 2 * (x * n + (n - y) % n);
                assertEquals(a.second()[opposite], c.second()[here], 1e-12);
                assertEquals(-a.second()[opposite + 1], c.second()[here + 1], 1e-12);
                assertEquals(-a.velocity()[opposite + 1], c.velocity()[here + 1], 1e-12);
            }
        }
        assertEquals(1, Arrays.stream(a.concentration()).average().orElseThrow(), 1e-14);
        assertEquals(0, Arrays.stream(a.velocity()).sum(), 1e-11);
    }

    private static Snapshot run(int modes, InitialState start) {
        MomentSolver solver = Fluids.solver(FLUID, 32, modes, 0.01, start);
        solver.advance(0.5);
        return solver.snapshot();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void threadsDoNotMatter(int modes) throws Exception {
        MomentSolver[] solvers = new MomentSolver[2];
        for (int i = 0; i < 2; i++) {
            try (ForkJoinPool pool = new ForkJoinPool(1 + 3 * i)) {
                solvers[i] = pool.submit(() -> {
                            MomentSolver solver = Fluids.solver(FLUID, 128, modes, 0.01, new RandomStart(1, 10));
                            solver.advance(0.05);
                            return solver;
                        })
                        .get();
            }
        }
        assertTrue(solvers[0].same(solvers[1]));
        assertArrayEquals(
                solvers[0].snapshot().velocity(), solvers[1].snapshot().velocity(), 0);
    }

    @Test
    void swimmersThatNeverTurnSpreadByBessel() {
        ActiveFluid fluid = new ActiveFluid(0.0, 0.0, 0.0, 0.05, 1e-9, 1.5);
        SolverOptions options = new SolverOptions(12, 10.0, 10, 0.0025, null, 1.0, 100);
        InitialState start = (n, x, y) -> new Complex(n == 0 ? 1 + 0.1 * Math.cos(Fluids.UNIT * (x + 2 * y)) : 0);
        MomentSolver solver = MomentSolver.kinetic(fluid, options, start);
        solver.advance(2);
        double k = Fluids.UNIT * Math.sqrt(5);
        double expected = 0.1 * BesselJ.value(0, 1.5 * k * 2) * Math.exp(-0.05 * k * k * 2);
        double[] c = solver.snapshot().concentration();
        assertEquals(1 + expected, c[0], 1e-5);
        assertEquals(1 + expected * Math.cos(Fluids.UNIT * (40 / 12.0 + 2 * 30 / 12.0)), c[4 * 12 + 3], 1e-5);
    }

    @Test
    void theStepIsWhatStabilityAllows() {
        SolverOptions options = new SolverOptions(32, 10.0, 20, 0.5, null, null, null);
        MomentSolver solver = MomentSolver.kinetic(FLUID, options, Fluids.waves());
        StepReport first = solver.step();
        assertTrue(first.step() < 0.65 / (40 * 0.28) && first.step() > 0.01, "step " + first.step());
        solver.advance(3);
        assertTrue(solver.report().alignment() < 1);
        assertEquals(3 + first.step(), solver.time(), 1e-12);
    }

    @Test
    void whatCannotBeResolvedIsSaid() {
        SolverOptions options = new SolverOptions(12, 10.0, 16, 0.05, null, null, null);
        InitialState start = Fluids.waves();
        String few = message(() -> MomentSolver.kinetic(Fluids.fluid(-1, 0.8, 17), options, start));
        assertTrue(few.startsWith("zeta is 17.0; expected less for 16 modes, or more modes"), few);
        InitialState negative = (n, x, y) -> new Complex(n == 0 ? Math.cos(Fluids.UNIT * x) : 0);
        MomentSolver empty = MomentSolver.coarse(FLUID, options, TensorClosure.BINGHAM, negative);
        assertTrue(message(empty::report).contains("the least concentration is -1.000; expected a positive number"));
        InitialState thin = (n, x, y) -> new Complex(n == 0 ? 1 : n == 2 ? 0.9 : 0);
        MomentSolver none = MomentSolver.kinetic(FLUID, options, thin);
        assertTrue(message(none::report).contains("m4's excess over densities"), message(none::report));
        SolverOptions coarse = new SolverOptions(12, 10.0, 40, 0.05, null, null, null);
        MomentSolver wild = MomentSolver.kinetic(Fluids.fluid(-5, 0.8, 3), coarse, new RandomStart(2, 10));
        String unresolved = message(() -> wild.advance(50));
        assertTrue(unresolved.startsWith("The active fluid is no longer resolved at time "), unresolved);
        ActiveFluid swimming = new ActiveFluid(null, null, null, null, null, 1.0);
        String closed = message(() -> MomentSolver.coarse(swimming, options, TensorClosure.BINGHAM, start));
        assertTrue(closed.startsWith("speed is 1.0; expected 0 with a closure"), closed);
        assertTrue(message(() -> new SolverOptions(20, null, null, null, null, null, null))
                .startsWith("points is 20; expected a power of two"));
    }

    private static String message(Runnable action) {
        return assertThrows(UserError.class, action::run).getMessage();
    }
}
