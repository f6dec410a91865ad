package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.stagger.flow.FlowPhysics;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.WallTensors;
import io.fieldwork.pde.stagger.flow.Walls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One test environment while it is followed, a group of frames at a time. */
final class FollowedFlow implements AutoCloseable {
    private static final long SEED = 1;

    private final NDManager manager;
    private final StaggeredGrid grid;
    private final SceneOptions scenes;
    private final PoolOptions options;
    private final FlowModel model;
    private final FlowPhysics physics;
    private final int number;
    private final int time;
    private final double[] residuals;
    private final double[] idle;
    private final double[] errors;
    private final double[] persistence;
    private final double[][][] first;
    private final ClassicalFlow classical;
    private final FlowModel.Frames start;
    private FlowModel.Frames now;
    private Scene scene;
    private int frame;
    private Walls walls;
    private double[][] own = new double[0][];
    private double[][] exact = new double[0][];
    private long nanos;
    private long classicalNanos;

    /** The environment of a number, from rest over as many frames of the classical solver as are made at a time. */
    FollowedFlow(
            NDManager owner,
            StaggeredGrid grid,
            SceneOptions scenes,
            PoolOptions options,
            FlowModel model,
            FlowPhysics physics,
            int number) {
        manager = owner.newSubManager();
        this.grid = grid;
        this.scenes = scenes;
        this.options = options;
        this.model = model;
        this.physics = physics;
        this.number = number;
        time = options.stagger(grid.axes()).time();
        residuals = new double[Math.ceilDiv(options.frames(), time) * time];
        idle = new double[residuals.length];
        errors = new double[Math.min(options.compared(), residuals.length)];
        persistence = new double[errors.length];
        scene = Scene.born(scenes, scenes.test(), Draws.of(SEED, "held out", number));
        walls = scene.walls(scenes, grid);
        classical = new ClassicalFlow(scenes, grid, walls);
        first = new double[time][][];
        float[][] frames = new float[time][];
        for (int f = 0; f < time; f++) {
            classical.step(next());
            first[f] = classical.velocity();
            frames[f] = classical.frame();
        }
        start = FlowModel.frames(manager, grid, frames);
        Scopes.keep(start.potential(), start.pressure());
        now = start;
    }

    /** Moves the scene on by a frame. */
    private Walls next() {
        Draws draws = Draws.of(SEED, "held out motion/" + number, frame);
        scene = scene.later(scenes, scenes.step(), draws);
        frame++;
        return scene.walls(scenes, grid);
    }

    /** Follows it over all frames. */
    Followed follow() {
        for (int made = 0; made < residuals.length; made += time) {
            try (NDScope scope = new NDScope();
                    Tape _ = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                advance(made);
            }
        }
        return new Followed(
                grid,
                walls,
                scene.body().toString(),
                own,
                exact,
                residuals,
                idle,
                errors,
                persistence,
                largest(grid.divergence(own)),
                nanos * 1e-6 / residuals.length,
                classicalNanos * 1e-6 / errors.length);
    }

    private void advance(int made) {
        List<Walls> later = new ArrayList<>();
        for (int m = 0; m < time; m++) {
            later.add(next());
        }
        WallTensors tensors = WallTensors.of(manager, grid, later, DataType.FLOAT32);
        if (made == 0) {
            model.step(now, tensors, false).potential().toFloatArray();
        }
        long begin = System.nanoTime();
        FlowModel.Frames next = model.step(now, tensors, false);
        float[] values = physics.velocity(next.potential()).toFloatArray();
        nanos += System.nanoTime() - begin;
        float[] losses = StaggerTask.losses(physics, now, next, tensors, 1).toFloatArray();
        float[] unchanged =
                StaggerTask.losses(physics, start, start, tensors, 1).toFloatArray();
        for (int m = 0; m < time; m++) {
            residuals[made + m] = Math.sqrt(losses[m]);
            idle[made + m] = Math.sqrt(unchanged[m]);
            compare(made + m, velocity(values, m), later.get(m), first[m]);
        }
        Scopes.keep(next.potential(), next.pressure());
        forget();
        now = next;
    }

    private void compare(int at, double[][] found, Walls between, double[][] unchanged) {
        if (at < errors.length) {
            long begin = System.nanoTime();
            classical.step(between);
            classicalNanos += System.nanoTime() - begin;
            walls = between;
            own = found;
            exact = classical.velocity();
            errors[at] = error(found, exact, between);
            persistence[at] = error(unchanged, exact, between);
        }
    }

    private double[][] velocity(float[] values, int sample) {
        double[][] v = new double[grid.axes()][grid.cells()];
        int at = sample * grid.axes() * grid.cells();
        for (double[] component : v) {
            for (int i = 0; i < component.length; i++) {
                component[i] = values[at++];
            }
        }
        return v;
    }

    private double error(double[][] found, double[][] known, Walls between) {
        double off = 0;
        double all = 0;
        for (int k = 0; k < found.length; k++) {
            for (int i = 0; i < grid.cells(); i++) {
                if (between.counts(grid, i) && !between.given(grid, k, i)) {
                    off += (found[k][i] - known[k][i]) * (found[k][i] - known[k][i]);
                    all += known[k][i] * known[k][i];
                }
            }
        }
        return Math.sqrt(off / Math.max(all, 1e-300));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private void forget() {
        if (now != start) {
            now.potential().close();
            now.pressure().close();
        }
    }

    @Override
    public void close() {
        forget();
        start.potential().close();
        start.pressure().close();
        manager.close();
    }
}
