package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** The coarse equations under way from a recorded frame, for measurements: one frame's interval at a time, without gradients. */
public final class CoarseRun implements AutoCloseable {
    private final NDManager manager;
    private final CoarseSolver solver;
    private final ClosureModel closure;
    private final NDArray fluid;
    private final int steps;
    private CoarseSolver.State state;

    /** Begins at a frame; the fluid [1, 5] is copied. */
    CoarseRun(
            NDManager owner,
            CoarseSolver solver,
            ClosureModel closure,
            NDArray fluid,
            FrameBatch.Frame frame,
            int steps) {
        this.manager = owner.newSubManager();
        this.solver = solver;
        this.closure = closure;
        this.steps = steps;
        this.fluid = manager.create(fluid.toDoubleArray(), fluid.getShape());
        Scopes.keep(this.fluid);
        try (NDScope scope = new NDScope();
                Tape _ = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            state = kept(solver.start(FrameBatch.of(manager, List.of(frame)).fields()));
        }
    }

    private static CoarseSolver.State kept(CoarseSolver.State state) {
        Scopes.keep(state.modes(), state.strain());
        return state;
    }

    /** Goes on by the interval of a frame. */
    public void advance() {
        for (int i = 0; i < steps; i++) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                CoarseSolver.State old = state;
                state = kept(solver.step(old, closure, fluid));
                old.modes().close();
                old.strain().close();
            }
        }
    }

    /** {@return where it is} */
    public CoarseFrame frame() {
        try (NDScope scope = new NDScope();
                Tape _ = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            NDArray fields = solver.fields(state, closure, fluid);
            return new CoarseFrame(
                    fields.toDoubleArray(), solver.velocity(fields).toDoubleArray());
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
