package io.fieldwork.pde.closure.kinetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.pde.closure.ActiveFluid;
import io.fieldwork.pde.closure.Closure;
import io.fieldwork.pde.closure.TensorClosure;
import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fluids without space: alignment by the neighbours, and by a strain that is imposed. */
final class UniformFluidTest {
    private static final int POINTS = 8;

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, .21858213, .03848694, .21982829",
        "1, 0, 2, .44476507, .16634870, .46119725",
        "1, 0, 3, .73057927, .46119636, .79900081",
        "1, 0, 4, .89283150, , .93543794",
        "1, 0, 8, .94549453, , .94554215",
        "0, .5, 1, .49002593, .20983465, .50666463",
        "0, .5, 2, .70741761, , .75149141",
        "0, .5, 4, .85834738, , .88460049",
        "0, .5, 40, .89338314, .64264675, .89338314"
    })
    void aligns(double zeta, double strain, double time, double kinetic, @Nullable Double fourth, double bingham) {
        double[] found = run(zeta, strain, time, null);
        assertEquals(kinetic, found[0], 2e-6);
        if (fourth != null) {
            assertEquals(fourth, found[1], 2e-6);
        }
        assertEquals(bingham, run(zeta, strain, time, TensorClosure.BINGHAM)[0], 2e-6);
    }

    /** m₂ and m₄ at a time, from a Bingham distribution of order 0.1. */
    private static double[] run(double zeta, double strain, double time, @Nullable Closure closure) {
        ActiveFluid fluid = ActiveFluid.of(0, 0, zeta, 0.05, 0.05);
        Square square = new Square(POINTS, 10);
        Hierarchy hierarchy = new Hierarchy(closure == null ? 16 : 1, 2, closure);
        Workspaces workspaces = new Workspaces(square);
        Values values = new Values(square, hierarchy, workspaces);
        Rates rates = new Rates(fluid, square, hierarchy, workspaces);
        Flow flow = Flow.of(square);
        for (double[] row : flow.strain().re()) {
            Arrays.fill(row, strain);
        }
        Plane[][] states = new Plane[4][];
        Arrays.setAll(states, _ -> Plane.zeros(hierarchy.count(), square.modes(), square.width()));
        int middle = square.modes() / 2;
        InitialState start = InitialState.bingham((x, y) -> new Complex(0.1));
        for (int j = 0; j < hierarchy.count(); j++) {
            states[0][j].re()[middle][middle] = start.moment(2 * j, 0, 0).getReal();
        }
        double step = time > 8 ? 1e-2 : 1e-3;
        int steps = (int) Math.round(time / step);
        double[] decay = new double[square.width()];
        for (int i = 0; i < steps; i++) {
            values.update(states[0]);
            values.close(flow.strain());
            rates.prepare(values, flow);
            Sbdf2 scheme = i == 0 ? Sbdf2.first(step) : Sbdf2.after(step, step);
            for (int j = 0; j < hierarchy.count(); j++) {
                rates.rate(j, values, flow, states[0], states[2][j]);
                double[] ofRow = new double[square.modes()];
                Arrays.fill(ofRow, 0.05 * 4 * j * j);
                scheme.advance(states[0][j], states[1][j], states[2][j], states[3][j], decay, ofRow);
            }
            states = new Plane[][] {states[1], states[0], states[3], states[2]};
        }
        values.update(states[0]);
        values.close(flow.strain());
        return new double[] {values.second().re()[3][2], values.fourth().re()[3][2]};
    }
}
