package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import java.util.Arrays;
import java.util.Map;

/**
 * Environments that live between steps: each a scene and its last frames, which the networks themselves have made. They begin with as many
 * frames of the classical solver, from rest. One that is not all numbers any more, or has reached its bounds, begins anew and is
 * counted; so does, on a cadence, one after the other. Environment and life decide what begins, whenever it does.
 */
final class Pool {
    private final SceneOptions options;
    private final StaggeredGrid grid;
    private final Body[] bodies;
    private final int time;
    private final long seed;
    private final Scene[] scenes;
    private final float[][][] frames;
    private final long[] lives;
    private long broken;
    private int next;

    /**
     * Environments, made when they are first asked for.
     *
     * @param time frames of each that are kept
     * @param count of environments
     */
    Pool(SceneOptions options, StaggeredGrid grid, int time, int count, long seed) {
        this.options = options;
        this.grid = grid;
        this.bodies = options.train();
        this.time = time;
        this.seed = seed;
        scenes = new Scene[count];
        frames = new float[count][time][];
        lives = new long[count];
    }

    private void reset(int which) {
        long life = lives[which]++;
        Scene scene = Scene.born(options, bodies, Draws.of(seed, "environment/" + which, life));
        ClassicalFlow flow = new ClassicalFlow(options, grid, scene.walls(options, grid));
        frames[which] = new float[time][];
        for (int f = 0; f < time; f++) {
            Draws draws = Draws.of(seed, "first motion/" + which, life * time + f);
            scene = scene.later(options, options.step(), draws);
            flow.step(scene.walls(options, grid));
            frames[which][f] = flow.frame();
        }
        scenes[which] = scene;
    }

    private void live(int which) {
        if (lives[which] == 0) {
            reset(which);
        }
    }

    /** The next of all environments begins anew. */
    void resetNext() {
        reset(next);
        next = (next + 1) % scenes.length;
    }

    /** Different environments for a step. */
    int[] pick(int count, long step) {
        Draws draws = Draws.of(seed, "pick", step);
        int[] all = new int[scenes.length];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < count; i++) {
            int j = i + (int) draws.below(i, (long) scenes.length - i);
            int other = all[i];
            all[i] = all[j];
            all[j] = other;
        }
        return Arrays.copyOf(all, count);
    }

    Scene scene(int which) {
        live(which);
        return scenes[which];
    }

    void scene(int which, Scene later) {
        scenes[which] = later;
    }

    /** The last frames, each potential and pressure one behind the other; not to be changed. */
    float[][] frames(int which) {
        live(which);
        return frames[which];
    }

    /** Takes over new frames, or begins anew where they are out of bounds. */
    void store(int which, float[][] values) {
        if (Arrays.stream(values).allMatch(this::isBounded)) {
            frames[which] = values;
        } else {
            broken++;
            reset(which);
        }
    }

    private boolean isBounded(float[] frame) {
        int pressure = frame.length - grid.cells();
        for (int i = 0; i < frame.length; i++) {
            double most = i < pressure ? options.largestPotential() : options.largestPressure();
            if (!(Math.abs(frame[i]) < most)) {
                return false;
            }
        }
        return true;
    }

    /** How many environments began anew because they were no numbers or out of bounds. */
    long broken() {
        return broken;
    }

    Map<String, NDArray> state(NDManager manager) {
        int count = scenes.length;
        for (int i = 0; i < count; i++) {
            live(i);
        }
        double[] numbers = Arrays.stream(scenes)
                .map(Scene::numbers)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        int each = frames[0][0].length;
        float[] all = new float[count * time * each];
        for (int i = 0; i < count * time; i++) {
            System.arraycopy(frames[i / time][i % time], 0, all, i * each, each);
        }
        return Map.of(
                "scenes", manager.create(numbers, new Shape(count, numbers.length / count)),
                "frames", manager.create(all, new Shape(count, time, each)),
                "lives", manager.create(lives),
                "counts", manager.create(new long[] {broken, next}));
    }

    void restore(Map<String, NDArray> state) {
        int count = scenes.length;
        int numbers = Scene.numbers(grid.axes());
        int each = (StaggeredGrid.potentials(grid.axes()) + 1) * grid.cells();
        double[] all = state.get("scenes").toDoubleArray();
        float[] values = state.get("frames").toFloatArray();
        if (values.length != count * time * each || all.length != count * numbers) {
            throw new IllegalArgumentException("a pool of another size");
        }
        for (int i = 0; i < count; i++) {
            scenes[i] = Scene.of(Arrays.copyOfRange(all, i * numbers, (i + 1) * numbers));
        }
        for (int i = 0; i < count * time; i++) {
            frames[i / time][i % time] = Arrays.copyOfRange(values, i * each, (i + 1) * each);
        }
        System.arraycopy(state.get("lives").toLongArray(), 0, lives, 0, count);
        long[] counts = state.get("counts").toLongArray();
        broken = counts[0];
        next = (int) counts[1];
    }
}
