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
 */
public record Export(List<String> unknowns, List<GridAxis> axes, Function<List<GridAxis>, GridSolution> solution) {}
