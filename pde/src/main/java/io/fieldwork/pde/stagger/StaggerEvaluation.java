package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDManager;
import io.fieldwork.pde.stagger.flow.FlowPhysics;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Flows around held-out bodies, by the sub-solvers and by the classical solver in steps of its own. */
public final class StaggerEvaluation {
    private final NDManager manager;
    private final StaggeredGrid grid;
    private final SceneOptions scenes;
    private final PoolOptions options;
    private final FlowModel model;
    private final FlowPhysics physics;

    StaggerEvaluation(
            NDManager manager,
            StaggeredGrid grid,
            SceneOptions scenes,
            PoolOptions options,
            FlowModel model,
            FlowPhysics physics) {
        this.manager = manager;
        this.grid = grid;
        this.scenes = scenes;
        this.options = options;
        this.model = model;
        this.physics = physics;
    }

    /** {@return all test environments, followed over the frames of the options} */
    public List<Followed> measure() {
        List<Followed> all = new ArrayList<>();
        for (int i = 0; i < options.tests(); i++) {
            try (FollowedFlow flow = new FollowedFlow(manager, grid, scenes, options, model, physics, i)) {
                all.add(flow.follow());
            }
        }
        return all;
    }

    /**
     * {@return means over test environments} {@code residual} over all frames, {@code relativeL2} after the last frame that is compared, and
     * {@code relativeL2Mean} over those until then; with {@code Persistence} the same if nothing changed; the larger of them for
     * {@code divergence} and {@code aliased}, the share of the energy of the classical flow that no sub-solver sees
     */
    public Map<String, Double> numbers(List<Followed> runs) {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("residual", mean(runs, run -> mean(run.residuals())));
        all.put("residualPersistence", mean(runs, run -> mean(run.idle())));
        all.put("relativeL2", mean(runs, run -> last(run.errors())));
        all.put("relativeL2Persistence", mean(runs, run -> last(run.persistence())));
        all.put("relativeL2Mean", mean(runs, run -> mean(run.errors())));
        all.put("relativeL2MeanPersistence", mean(runs, run -> mean(run.persistence())));
        all.put("residualLast", mean(runs, run -> last(run.residuals())));
        all.put("millisecondsPerFrame", mean(runs, Followed::milliseconds));
        all.put("millisecondsPerFrameClassical", mean(runs, Followed::classicalMilliseconds));
        all.put("divergence", most(runs, Followed::divergence));
        all.put("aliased", aliased(runs));
        return Collections.unmodifiableMap(all);
    }

    /** {@return the largest share of the energy beyond what sub-fields show, 0 where there is one alone} */
    public double aliased(List<Followed> runs) {
        Stagger stagger = options.stagger(grid.axes());
        return most(runs, run -> Aliasing.beyond(run.classical(), grid.size(), stagger.space()));
    }

    private static double mean(List<Followed> runs, ToDoubleFunction<Followed> of) {
        return runs.stream().mapToDouble(of).average().orElse(0);
    }

    private static double most(List<Followed> runs, ToDoubleFunction<Followed> of) {
        return runs.stream().mapToDouble(of).max().orElse(0);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }
}
