package io.fieldwork.pde.stagger;

import io.fieldwork.pde.stagger.flow.ProjectionSolver;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.Walls;
import java.util.Arrays;

/** A flow that the classical solver follows from rest, in several steps of its own from frame to frame. */
final class ClassicalFlow {
    private static final double TOLERANCE = 1e-5;
    private static final int REPETITIONS = 3;

    private final StaggeredGrid grid;
    private final ProjectionSolver solver;
    private final int parts;

    ClassicalFlow(SceneOptions options, StaggeredGrid grid, Walls walls) {
        this.grid = grid;
        parts = options.parts();
        solver = new ProjectionSolver(
                grid, options.momentum().withStep(options.step() / parts), walls, TOLERANCE, REPETITIONS);
    }

    /** Goes on to the next frame, between the walls of that time. */
    void step(Walls walls) {
        solver.walls(walls);
        solver.steps(parts);
    }

    /** {@return the velocity [axes][cells]} */
    double[][] velocity() {
        return solver.velocity();
    }

    /** {@return vector potential [1 or 3][cells] and behind it pressure [cells], each component of mean zero} */
    float[] frame() {
        double[][] a = grid.potential(solver.velocity());
        int cells = grid.cells();
        float[] all = new float[(a.length + 1) * cells];
        for (int c = 0; c <= a.length; c++) {
            double[] from = c < a.length ? a[c] : solver.pressure();
            double mean = Arrays.stream(from).average().orElse(0);
            for (int i = 0; i < cells; i++) {
                all[c * cells + i] = (float) (from[i] - mean);
            }
        }
        return all;
    }
}
