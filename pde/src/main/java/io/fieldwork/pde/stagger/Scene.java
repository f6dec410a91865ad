package io.fieldwork.pde.stagger;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.stagger.flow.StaggeredGrid;
import io.fieldwork.pde.stagger.flow.Walls;
import java.util.Arrays;

/**
 * One environment at one time: a body in a stream along the last axis, after Wandel et al. (2021), whose sizes for 100 rows become
 * parts of the number of cells across.
 *
 * @param body what stands there
 * @param speed of the stream at both ends, in cells for a unit of time
 * @param place of the body's middle in cells, [axes]
 * @param motion of the body, [axes]
 * @param half sizes of the body in cells, [axes]
 * @param spin rate at which it turns, in a plane
 */
record Scene(Body body, double speed, double[] place, double[] motion, double[] half, double spin) {
    private static final int ENDS = 3;
    private static final int SIDES = 2;
    private static final double OPENING = 0.1;
    private static final double SLOWING = 0.9995;
    private static final double SHAKING = 0.005;

    /** The numbers that a checkpoint keeps. */
    static int numbers(int axes) {
        return 3 + 3 * axes;
    }

    /** Draws a new one. */
    static Scene born(SceneOptions options, Body[] bodies, Draws draws) {
        GridSize grid = options.size();
        int axes = grid.axes();
        double rows = grid.points(0);
        double speed = options.speed() * (2 * draws.uniform(0) - 1);
        Body body = bodies[(int) draws.below(1, bodies.length)];
        double[] half = new double[axes];
        double[] place = new double[axes];
        for (int k = 0; k < axes; k++) {
            boolean round = body == Body.DISC || body == Body.CROSS;
            half[k] = Math.max(2, rows * (0.05 + 0.15 * draws.uniform(round ? 2 : 2 + k)));
            place[k] = grid.points(k) / 2.0 + rows * 0.2 * (draws.uniform(6 + k) - 0.5);
        }
        double shift = options.periodic() ? 0 : grid.points(axes - 1) / 4.0;
        place[axes - 1] -= Math.signum(speed) * shift;
        double spin = body == Body.DISC && axes == 2 ? options.speed() * (2 * draws.uniform(10) - 1) / half[0] : 0;
        return new Scene(body, options.periodic() ? 0 : speed, place, new double[axes], half, spin);
    }

    /** The scene a step later: a body that may move is pushed at random, and turns back before the walls. */
    Scene later(SceneOptions options, double step, Draws draws) {
        int axes = place.length;
        double[] at = place.clone();
        double[] next = motion.clone();
        boolean moves = options.moving() && body != Body.PIPE;
        for (int k = 0; moves && k < axes; k++) {
            next[k] = SLOWING * motion[k] + SHAKING * draws.normal(k);
            at[k] += 0.5 * (motion[k] + next[k]) * step;
            double margin = half[k] + ENDS + 0.04 * options.size().points(0);
            double end = options.size().points(k) - margin;
            if (!options.periodic() && (at[k] < margin && next[k] < 0 || at[k] > end && next[k] > 0)) {
                next[k] = -next[k];
            }
            at[k] = options.periodic() ? at[k] : Math.clamp(at[k], Math.min(margin, end), Math.max(margin, end));
        }
        return new Scene(body, speed, at, next, half, spin);
    }

    /** What is solid, and how it moves. */
    Walls walls(SceneOptions options, StaggeredGrid grid) {
        int axes = grid.axes();
        boolean[] solid = new boolean[grid.cells()];
        double[][] velocity = new double[axes][grid.cells()];
        boolean[] rim = new boolean[axes];
        Arrays.fill(rim, !options.periodic());
        double[] offset = new double[axes];
        for (int i = 0; i < solid.length; i++) {
            boolean end = !options.periodic() && near(grid, i, axes - 1, ENDS);
            boolean side = false;
            for (int k = 0; k < axes; k++) {
                side |= !options.periodic() && k < axes - 1 && near(grid, i, k, SIDES);
                offset[k] = offset(options, grid.place(k, i) + 0.5 - place[k], k);
            }
            boolean inside = contains(offset);
            solid[i] = end || side || inside || body == Body.PIPE && isPipe(grid, i);
            if (end && isOpen(grid, i)) {
                velocity[axes - 1][i] = speed;
            } else if (!end && !side && body != Body.PIPE) {
                move(velocity, i, offset);
            }
        }
        return new Walls(solid, velocity, rim);
    }

    /** Rigid motion where velocities lie: half a cell below the middle of a cell along their own axis. */
    private void move(double[][] velocity, int cell, double[] offset) {
        for (int k = 0; k < velocity.length; k++) {
            velocity[k][cell] = motion[k];
        }
        if (velocity.length == 2) {
            velocity[0][cell] += spin * offset[1];
            velocity[1][cell] -= spin * offset[0];
        }
    }

    private static double offset(SceneOptions options, double distance, int axis) {
        double n = options.size().points(axis);
        return options.periodic() ? distance - n * Math.rint(distance / n) : distance;
    }

    private boolean contains(double[] offset) {
        double[] relative = new double[offset.length];
        Arrays.setAll(relative, k -> offset[k] / half[k]);
        return body.contains(relative);
    }

    private static boolean near(StaggeredGrid grid, int cell, int axis, int layers) {
        int at = grid.place(axis, cell);
        return at < layers || at >= grid.size().points(axis) - layers;
    }

    /** A pipe has its openings in opposite corners; both ends have as many open cells, so that as much flows in as out. */
    private boolean isOpen(StaggeredGrid grid, int cell) {
        int axes = grid.axes();
        for (int k = 0; k < axes - 1; k++) {
            int n = grid.size().points(k);
            int at = grid.place(k, cell);
            if (Math.min(at, n - 1 - at) < OPENING * n) {
                return false;
            }
        }
        int rows = grid.size().points(0);
        int row = grid.place(0, cell);
        boolean left = grid.place(axes - 1, cell) < ENDS;
        return body != Body.PIPE || (left ? row : rows - 1 - row) < rows / 4.0;
    }

    private static boolean isPipe(StaggeredGrid grid, int cell) {
        double rows = grid.size().points(0);
        double columns = grid.size().points(1);
        int row = grid.place(0, cell);
        int column = grid.place(1, cell);
        boolean upper = Math.abs(row + 0.5 - rows / 3) <= 1.5 && column < 0.75 * columns;
        boolean lower = Math.abs(row + 0.5 - 2 * rows / 3) <= 1.5 && column >= 0.25 * columns;
        return upper || lower;
    }

    double[] numbers() {
        int axes = place.length;
        double[] all = new double[numbers(axes)];
        all[0] = body.ordinal();
        all[1] = speed;
        all[2] = spin;
        System.arraycopy(place, 0, all, 3, axes);
        System.arraycopy(motion, 0, all, 3 + axes, axes);
        System.arraycopy(half, 0, all, 3 + 2 * axes, axes);
        return all;
    }

    static Scene of(double[] all) {
        int axes = (all.length - 3) / 3;
        return new Scene(
                Body.values()[(int) all[0]],
                all[1],
                Arrays.copyOfRange(all, 3, 3 + axes),
                Arrays.copyOfRange(all, 3 + axes, 3 + 2 * axes),
                Arrays.copyOfRange(all, 3 + 2 * axes, 3 + 3 * axes),
                all[2]);
    }
}
