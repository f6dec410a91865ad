package io.fieldwork.pde.stagger;

import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.Walls;

/**
 * A test environment that was followed from its first frames, by the sub-solvers and, as far as it goes, by the classical solver.
 *
 * @param grid of its cells
 * @param walls at the last frame that both made
 * @param body that stands in it
 * @param own velocity [axes][cells] at that frame by the sub-solvers
 * @param classical the same by the classical solver
 * @param residuals root of the loss of each frame that the sub-solvers made
 * @param idle the same if nothing had changed since the first frames
 * @param errors relative L2 error of the velocity where it is the fluid's own, for each frame that both made
 * @param persistence the same of the first frames, which never change
 * @param divergence largest of the sub-solvers' velocity at that frame
 * @param milliseconds for a frame by the sub-solvers
 * @param classicalMilliseconds for a frame by the classical solver
 */
public record Followed(
        StaggeredGrid grid,
        Walls walls,
        String body,
        double[][] own,
        double[][] classical,
        double[] residuals,
        double[] idle,
        double[] errors,
        double[] persistence,
        double divergence,
        double milliseconds,
        double classicalMilliseconds) {}
