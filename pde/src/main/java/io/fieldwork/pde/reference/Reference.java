package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;

/**
 * A reference solution: an equation with its data and the settings of its solver. Implementations are records of plain
 * values, so that two equal records give the same numbers and {@link ReferenceCache} can cache them by content.
 */
public interface Reference {
    /** {@return the name of the problem in file names: lower-case words joined by hyphens} */
    String name();

    /**
     * {@return the unknowns at all grid points and output times} This takes seconds for the converged settings; see
     * {@link ReferenceCache}.
     *
     * @param times increasing output times, 0 or later; ignored by steady equations
     * @throws UserError if the times do not increase, or if the solution is not finite
     */
    GridSolution solve(double... times);

    /** {@return equally spaced output times [intervals + 1] from 0 to the end} */
    static double[] times(double end, int intervals) {
        double[] times = new double[intervals + 1];
        Arrays.setAll(times, i -> end * i / intervals);
        return times;
    }
}
