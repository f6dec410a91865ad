package io.fieldwork.fields.bake;

import io.fieldwork.fields.field.Box;

/**
 * A lattice of equally spaced points, in bricks of {@value #BRICK} cells a side.
 *
 * @param low the first point [3], world coordinates
 * @param cell distance of neighbours, world units
 * @param nx bricks along x
 * @param ny bricks along y
 * @param nz bricks along z
 */
record Lattice(float[] low, float cell, int nx, int ny, int nz) {
    static final int BRICK = 8;

    /** Points along a side of a brick, those that it shares with its neighbours included. */
    static final int SIDE = BRICK + 1;

    static final int POINTS = SIDE * SIDE * SIDE;

    /** Covers a box with cubic cells. */
    static Lattice over(Box box, int resolution) {
        float cell = box.longest() / resolution;
        int[] bricks = new int[3];
        for (int k = 0; k < 3; k++) {
            bricks[k] = Math.max(1, (int) Math.ceil(box.size()[k] / (cell * BRICK) - 1e-4));
        }
        return new Lattice(box.min(), cell, bricks[0], bricks[1], bricks[2]);
    }

    int bricks() {
        return Math.multiplyExact(Math.multiplyExact(nx, ny), nz);
    }

    /** The first point of a brick [3]. */
    int[] corner(int brick) {
        return new int[] {BRICK * (brick % nx), BRICK * (brick / nx % ny), BRICK * (brick / nx / ny)};
    }

    /** Points along an axis. */
    int points(int axis) {
        return BRICK * (axis == 0 ? nx : axis == 1 ? ny : nz) + 1;
    }
}
