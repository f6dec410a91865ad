package io.fieldwork.pde.closure.learned;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.TensorClosure;
import io.fieldwork.pde.closure.data.Recording;
import io.fieldwork.pde.closure.kinetic.InitialState;
import io.fieldwork.pde.closure.kinetic.MomentSolver;
import io.fieldwork.pde.closure.kinetic.Snapshot;
import io.fieldwork.pde.closure.kinetic.SolverOptions;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The differentiable equations against the other solver, and their gradients against finite differences. */
class CoarseSolverTest {
    private static final ActiveFluid FLUID = ActiveFluid.of(-1, 0.8, 1, 0.05, 0.05);
    private static final double LENGTH = 10;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.choose("cpu").newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Waves along both axes that differ, so that nothing can be mistaken for its mirror image. */
    private static InitialState waves() {
        double k = 2 * Math.PI / LENGTH;
        return InitialState.bingham((x, y) -> new Complex(
                0.2 * Math.cos(k * x) + 0.1 * Math.sin(k * (x - 2 * y)),
                0.2 * Math.cos(k * y) + 0.05 * Math.sin(2 * k * x)));
    }

    private static MomentSolver solver(int points, TensorClosure closure) {
        SolverOptions options = new SolverOptions(points, LENGTH, null, 0.002, 1e-10, null, null);
        return MomentSolver.coarse(FLUID, options, closure, waves());
    }

    static NDArray fields(NDManager manager, Snapshot frame) {
        CoarseFrame values = CoarseFrame.of(frame);
        return manager.create(values.fields(), new Shape(1, 5, frame.points(), frame.points()));
    }

    private NDArray fluid() {
        return manager.create(Recording.numbers(FLUID), new Shape(1, 5));
    }

    @ParameterizedTest
    @EnumSource(TensorClosure.class)
    void itIsTheOtherSolver(TensorClosure closure) {
        MomentSolver other = solver(24, closure);
        NDArray start = fields(manager, other.snapshot());
        try (Tape _ = Tape.forwardOnly();
                CoarseSolver solver = new CoarseSolver(manager, 24, LENGTH, 0.05, 8);
                FixedClosure fixed = new FixedClosure(manager, closure)) {
            CoarseSolver.State state = solver.start(start);
            NDArray fluid = fluid();
            for (int i = 0; i < 20; i++) {
                state = solver.step(state, fixed, fluid);
            }
            other.advance(1);
            CoarseFrame wanted = CoarseFrame.of(other.snapshot());
            NDArray found = solver.fields(state, fixed, fluid);
            double[] fields = found.toDoubleArray();
            for (int i = 0; i < fields.length; i++) {
                assertEquals(wanted.fields()[i], fields[i], 1e-5, "number " + i);
            }
            assertArrayEquals(wanted.velocity(), solver.velocity(found).toDoubleArray(), 1e-5);
        }
    }

    /** A closure that sees the strain is the same in both, too; there it is asked until its answers and the flow agree. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.8})
    void itIsTheOtherSolverWithTheStrainInTheClosure(double beta) {
        ActiveFluid suspension = ActiveFluid.of(-1, beta, 1, 0.05, 0.05);
        ClosureModel closure = new EquivariantOptions(4, 1).build(manager, 24, 3);
        disturb(closure);
        SolverOptions options = new SolverOptions(24, LENGTH, null, 0.002, 1e-10, null, null);
        MomentSolver other =
                MomentSolver.coarse(suspension, options, closure.pointwise(1).orElseThrow(), waves());
        NDArray start = fields(manager, other.snapshot());
        try (Tape _ = Tape.forwardOnly();
                CoarseSolver solver = new CoarseSolver(manager, 24, LENGTH, 0.05, 6)) {
            CoarseSolver.State state = solver.start(start);
            NDArray fluid = manager.create(Recording.numbers(suspension), new Shape(1, 5));
            for (int i = 0; i < 20; i++) {
                state = solver.step(state, closure, fluid);
            }
            other.advance(1);
            double[] wanted = CoarseFrame.of(other.snapshot()).fields();
            assertArrayEquals(wanted, solver.fields(state, closure, fluid).toDoubleArray(), 2e-5);
        }
    }

    @Test
    void itIsOfFourthOrder() {
        double[] exact = after(0.0125);
        double coarse = distance(exact, after(0.1));
        double fine = distance(exact, after(0.05));
        assertTrue(coarse < 1e-5, "error " + coarse);
        assertEquals(16, coarse / fine, 4);
    }

    private double[] after(double step) {
        try (Tape _ = Tape.forwardOnly();
                CoarseSolver solver = new CoarseSolver(manager, 16, LENGTH, step, 12);
                FixedClosure fixed = new FixedClosure(manager, TensorClosure.BINGHAM)) {
            CoarseSolver.State state = solver.start(
                    fields(manager, solver(16, TensorClosure.BINGHAM).snapshot()));
            NDArray fluid = fluid();
            for (int i = 0; i < Math.round(0.8 / step); i++) {
                state = solver.step(state, fixed, fluid);
            }
            return solver.values(state).toDoubleArray();
        }
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bingham", "equivariant", "coefficients"})
    void gradientsAreThoseOfFiniteDifferences(String form) {
        ClosureOptions options = switch (form) {
            case "bingham" -> new FixedOptions("bingham");
            case "equivariant" -> new EquivariantOptions(4, 1);
            default -> new CoefficientOptions(4, 1, null);
        };
        NDArray start = fields(manager, solver(12, TensorClosure.BINGHAM).snapshot());
        NDArray fluid = fluid();
        fluid.setRequiresGradient(true);
        try (CoarseSolver solver = new CoarseSolver(manager, 12, LENGTH, 0.1, 2);
                ClosureModel closure = options.build(manager, 12, 3)) {
            disturb(closure);
            try (Tape tape = Tape.open()) {
                tape.backward(objective(solver, closure, start, fluid));
            }
            double[] base = Recording.numbers(FLUID);
            double[] found = fluid.getGradient().toDoubleArray();
            for (int i = 0; i < base.length; i++) {
                double h = closure.parameters().isEmpty() ? 1e-6 : 1e-3;
                double[] up = base.clone();
                double[] down = base.clone();
                up[i] += h;
                down[i] -= h;
                double slope = (value(solver, closure, start, up) - value(solver, closure, start, down)) / (2 * h);
                double within = closure.parameters().isEmpty() ? 1e-6 : 2e-4;
                assertEquals(slope, found[i], within * Math.max(1, Math.abs(slope)), form + ", number " + i);
            }
            for (Parameter parameter : closure.parameters()) {
                checkWeights(solver, closure, start, parameter);
            }
        }
    }

    private void disturb(ClosureModel closure) {
        for (Parameter parameter : closure.parameters()) {
            float[] values = parameter.value().stopGradient().toFloatArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.1f * (float) Math.sin(i + 1);
            }
            Storage.overwrite(
                    parameter.value(), manager.create(values, parameter.value().getShape()));
        }
    }

    private void checkWeights(CoarseSolver solver, ClosureModel closure, NDArray start, Parameter parameter) {
        float[] base = parameter.value().stopGradient().toFloatArray();
        float[] gradient = parameter.value().getGradient().toFloatArray();
        int which = base.length / 2;
        float[] changed = base.clone();
        double h = 1.0 / 64;
        changed[which] = base[which] + (float) h;
        Storage.overwrite(
                parameter.value(), manager.create(changed, parameter.value().getShape()));
        double up = value(solver, closure, start, Recording.numbers(FLUID));
        changed[which] = base[which] - (float) h;
        Storage.overwrite(
                parameter.value(), manager.create(changed, parameter.value().getShape()));
        double down = value(solver, closure, start, Recording.numbers(FLUID));
        Storage.overwrite(
                parameter.value(), manager.create(base, parameter.value().getShape()));
        double slope = (up - down) / (2 * h);
        assertEquals(slope, gradient[which], 2e-3 * Math.abs(slope) + 2e-6, parameter.name());
    }

    private static NDArray objective(CoarseSolver solver, ClosureModel closure, NDArray start, NDArray fluid) {
        CoarseSolver.State state = solver.start(start);
        for (int i = 0; i < 2; i++) {
            state = solver.step(state, closure, fluid);
        }
        NDArray values = solver.values(state);
        return values.mul(values).sum();
    }

    private double value(CoarseSolver solver, ClosureModel closure, NDArray start, double[] fluid) {
        try (Tape _ = Tape.forwardOnly()) {
            return objective(solver, closure, start, manager.create(fluid, new Shape(1, 5)))
                    .getDouble();
        }
    }
}
