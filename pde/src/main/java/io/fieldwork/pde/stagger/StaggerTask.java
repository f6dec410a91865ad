package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.pde.stagger.flow.FlowPhysics;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.WallTensors;
import io.fieldwork.pde.stagger.flow.Walls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The training task of flows: the mean over environments of the logarithm of their loss, so that easy and hard ones count alike. The loss of
 * one is that of {@link FlowPhysics#loss} between successive frames, the last known and the first made among them.
 */
public final class StaggerTask implements Task<StaggerTask.Batch> {
    private static final double LEAST = 1e-20;

    /**
     * A batch of the pool, frames of all environments one after the other: first the first frame of each, then the second.
     *
     * @param which environments
     * @param now their last frames
     * @param walls of the frames to be made
     */
    public record Batch(int[] which, FlowModel.Frames now, WallTensors walls) {}

    private record Made(int[] which, float[] potential, float[] pressure) {}

    private final NDManager manager;
    private final SceneOptions scenes;
    private final PoolOptions options;
    private final StaggeredGrid grid;
    private final Stagger stagger;
    private final SubSolvers solvers;
    private final FlowPhysics physics;
    private final FlowModel model;
    private final Pool pool;
    private final StaggerEvaluation evaluation;
    private @Nullable Made made;

    StaggerTask(NDManager owner, SceneOptions scenes, PoolOptions options, SubSolverOptions field, long seed) {
        manager = owner.newSubManager();
        this.scenes = scenes;
        this.options = options;
        grid = new StaggeredGrid(scenes.size());
        int axes = grid.axes();
        stagger = options.stagger(axes);
        int potentials = StaggeredGrid.potentials(axes);
        solvers = field.build(
                manager,
                FlowModel.in(axes),
                potentials + 1,
                stagger.coarse(scenes.size()),
                stagger.pieces(),
                options.shared(),
                scenes.periodic(),
                seed);
        physics = new FlowPhysics(manager, scenes.momentum(), axes);
        model = new FlowModel(manager, scenes, physics, stagger, solvers);
        pool = new Pool(scenes, grid, stagger.time(), options.pool(), seed);
        evaluation = new StaggerEvaluation(manager, grid, scenes, options, model, physics);
    }

    @Override
    public List<Parameter> parameters() {
        return model.parameters();
    }

    /** Writes back what the last step made, and lets an environment begin anew when it is time. */
    @Override
    public void prepare(Progress progress) {
        settle();
        if (progress.step() > 0 && progress.step() % options.cadence(progress.fraction()) == 0) {
            pool.resetNext();
        }
    }

    private void settle() {
        Made last = made;
        made = null;
        if (last == null) {
            return;
        }
        int count = last.which().length;
        int cells = grid.cells();
        int potential = StaggeredGrid.potentials(grid.axes()) * cells;
        for (int b = 0; b < count; b++) {
            float[][] frames = new float[stagger.time()][potential + cells];
            for (int m = 0; m < stagger.time(); m++) {
                int sample = m * count + b;
                System.arraycopy(last.potential(), sample * potential, frames[m], 0, potential);
                System.arraycopy(last.pressure(), sample * cells, frames[m], potential, cells);
            }
            pool.store(last.which()[b], frames);
        }
    }

    @Override
    public Batch draw(Progress progress) {
        int[] which = pool.pick(options.batch(), progress.step());
        float[][] known = new float[stagger.time() * which.length][];
        Walls[] walls = new Walls[known.length];
        for (int b = 0; b < which.length; b++) {
            Scene scene = pool.scene(which[b]);
            for (int m = 0; m < stagger.time(); m++) {
                long number = (progress.step() * options.pool() + which[b]) * stagger.time() + m;
                scene = scene.later(scenes, scenes.step(), Draws.of(progress.seed(), "motion", number));
                walls[m * which.length + b] = scene.walls(scenes, grid);
                known[m * which.length + b] = pool.frames(which[b])[m];
            }
            pool.scene(which[b], scene);
        }
        WallTensors tensors = WallTensors.of(manager, grid, List.of(walls), DataType.FLOAT32);
        return new Batch(which, FlowModel.frames(manager, grid, known), tensors);
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        FlowModel.Frames next = model.step(batch.now(), batch.walls(), tape.isRecording());
        NDArray losses = losses(physics, batch.now(), next, batch.walls(), batch.which().length);
        NDArray mean = losses.reshape(stagger.time(), batch.which().length).mean(new int[] {0});
        NDArray detached = mean.stopGradient();
        made = new Made(
                batch.which(),
                next.potential().stopGradient().toFloatArray(),
                next.pressure().stopGradient().toFloatArray());
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("residual", Math.sqrt(detached.mean().getFloat()));
        shown.put("broken", (double) pool.broken());
        return new Loss(mean.add(LEAST).log().mean(), shown);
    }

    /** The loss of each frame that was made, given the frames of some samples before. */
    static NDArray losses(
            FlowPhysics physics, FlowModel.Frames now, FlowModel.Frames next, WallTensors walls, int samples) {
        NDArray made = physics.velocity(next.potential());
        long all = made.getShape().get(0);
        NDArray known = physics.velocity(now.potential().get((all - samples) + ":" + all));
        NDArray before =
                all == samples ? known : NDArrays.concat(new NDList(known, made.get("0:" + (all - samples))), 0);
        NDArray residual = physics.residual(made, before, next.pressure());
        return physics.loss(residual, made, walls);
    }

    /** {@return how many environments began anew so far because they were no numbers any more or out of bounds} */
    public long broken() {
        return pool.broken();
    }

    /** {@return how the present solvers are measured} */
    public StaggerEvaluation evaluation() {
        return evaluation;
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation.numbers(evaluation.measure());
    }

    @Override
    public Map<String, NDArray> state() {
        settle();
        Map<String, NDArray> all = new LinkedHashMap<>(pool.state(manager));
        solvers.state().forEach((name, array) -> all.put("solvers/" + name, array));
        return all;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        made = null;
        pool.restore(state);
        solvers.state().forEach((name, array) -> Storage.overwrite(array, state.get("solvers/" + name)));
    }

    @Override
    public void close() {
        model.close();
        physics.close();
        solvers.close();
        manager.close();
    }
}
