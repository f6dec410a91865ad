package io.fieldwork.fields.bake;

import io.fieldwork.fields.field.Box;

/**
 * A lattice of equally spaced points, in bricks of {@value #BRICK} cells a side.
 *
 * @param low the first point [3], world coordinates
 * @param cell distance of neighbours, world units
 * @param size bricks along x, y and z [3]
 */
record Lattice(float[] low, float cell, int[] size) {
    static final int BRICK = 8;

    /** Points along a side of a brick, those that it shares with its neighbours included. */
    static final int SIDE = BRICK + 1;

    /** Points of a brick. */
    static final int POINTS = SIDE * SIDE * SIDE;

    /** Covers a box with cubic cells. */
    static Lattice over(Box box, int resolution) {
        float cell = box.longest() / resolution;
        int[] bricks = new int[3];
        for (int k = 0; k < 3; k++) {
            bricks[k] = Math.max(1, (int) Math.ceil(box.size()[k] / (cell * BRICK) - 1e-4));
        }
        return new Lattice(box.min(), cell, bricks);
    }

    int bricks() {
        return Math.multiplyExact(Math.multiplyExact(size[0], size[1]), size[2]);
    }

    /** Points along an axis. */
    int points(int axis) {
        return BRICK * size[axis] + 1;
    }

    int points() {
        return Math.multiplyExact(Math.multiplyExact(points(0), points(1)), points(2));
    }

    /** The indices x, y and z of a point, which are numbered along x first. */
    int[] point(int number) {
        return new int[] {number % points(0), number / points(0) % points(1), number / points(0) / points(1)};
    }

    /** The indices of a point of a brick; both are numbered along x first. */
    int[] point(int brick, int number) {
        return new int[] {
            BRICK * (brick % size[0]) + number % SIDE,
            BRICK * (brick / size[0] % size[1]) + number / SIDE % SIDE,
            BRICK * (brick / size[0] / size[1]) + number / SIDE / SIDE
        };
    }

    /** The world coordinates of a point [3]. */
    float[] place(int[] point) {
        float[] place = new float[3];
        for (int k = 0; k < 3; k++) {
            place[k] = low[k] + cell * point[k];
        }
        return place;
    }
}
