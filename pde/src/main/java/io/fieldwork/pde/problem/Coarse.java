package io.fieldwork.pde.problem;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.reference.Reference;

/** A reference solved on its own grid, then resampled so that so many points are kept along each periodic axis. */
record Coarse(Reference reference, int points) implements Reference {
    @Override
    public String name() {
        return reference.name();
    }

    @Override
    public GridSolution solve(double... times) {
        GridSolution solution = reference.solve(times);
        for (GridAxis axis : solution.axes()) {
            if (axis.isPeriodic() && axis.size() > points) {
                solution = solution.resample(axis.name(), points);
            }
        }
        return solution;
    }
}
