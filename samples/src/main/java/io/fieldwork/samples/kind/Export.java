package io.fieldwork.samples.kind;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.List;
import java.util.function.Function;

/**
 * A solution that can be tabulated for other programs.
 *
 * @param unknowns their names
 * @param axes of the requested grid, time first
 * @param solution the unknowns and other requested values on the axes, or on the same with one time; NaN outside the
 *     domain
 * @param member values of parameters for which it is the solution, such as {@code nu = 0.05}; empty without parameters
 */
public record Export(
        List<String> unknowns, List<GridAxis> axes, Function<List<GridAxis>, GridSolution> solution, String member) {}
