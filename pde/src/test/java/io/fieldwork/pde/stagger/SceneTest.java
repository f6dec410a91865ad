package io.fieldwork.pde.stagger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.stagger.flow.ProjectionSolver;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.Walls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random scenes are such that there is a flow in them. */
class SceneTest {
    /** Every scene can be followed by the classical solver: given velocities let as much in as out. */
    @Test
    void scenesHaveClassicalFlows() {
        for (List<Integer> cells : List.of(List.of(24, 48), List.of(16, 16, 24))) {
            SceneOptions options = SceneOptionsBuilder.builder().grid(cells).build();
            StaggeredGrid grid = new StaggeredGrid(options.size());
            for (int i = 0; i < 6; i++) {
                Body[] bodies = i % 2 == 0 ? options.train() : options.test();
                Scene scene = Scene.born(options, bodies, Draws.of(1, "scene", i));
                scene = scene.later(options, 4, Draws.of(1, "motion", i));
                Walls walls = scene.walls(options, grid);
                ProjectionSolver solver =
                        new ProjectionSolver(grid, options.momentum().withStep(0.25), walls, 1e-4, 2);
                solver.steps(2);
                double most = 0;
                double[] divergence = grid.divergence(solver.velocity());
                for (int c = 0; c < divergence.length; c++) {
                    most = walls.counts(grid, c) ? Math.max(most, Math.abs(divergence[c])) : most;
                }
                assertTrue(most < 1e-3, scene + ": " + most);
            }
        }
    }
}
