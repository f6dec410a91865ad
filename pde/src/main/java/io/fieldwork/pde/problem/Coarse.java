package io.fieldwork.pde.problem;

import io.fieldwork.pde.spectral.Axis;
import io.fieldwork.pde.spectral.GridSolution;
import io.fieldwork.pde.spectral.Reference;

/**
 * A reference with fewer points to look at: solved on its own grid, then resampled.
 *
 * @param reference what is solved
 * @param points kept along each periodic axis
 */
record Coarse(Reference reference, int points) implements Reference {
    @Override
    public String name() {
        return reference.name();
    }

    @Override
    public GridSolution solve(double... times) {
        GridSolution solution = reference.solve(times);
        for (Axis axis : solution.axes()) {
            if (axis.isPeriodic() && axis.size() > points) {
                solution = solution.resample(axis.name(), points);
            }
        }
        return solution;
    }
}
