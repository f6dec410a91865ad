package io.fieldwork.samples.kind;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;

/** A solution that can be tabulated for other programs. */
public interface Export {
    /** {@return the names of the unknowns} */
    List<String> unknowns();

    /** {@return the axes of the requested grid, time first} */
    List<GridAxis> axes();

    /**
     * Evaluates the solution.
     *
     * @param axes those of {@link #axes}, or the same with one time
     * @return the unknowns and other requested values; NaN outside the domain
     */
    GridSolution on(List<GridAxis> axes);
}
