package io.fieldwork.fields.bake;

import org.jspecify.annotations.Nullable;

/** A sparse array of some numbers a lattice point, all 0 until they are written; memory is allocated in blocks. */
final class LatticeValues {
    /** log2 of the points along the side of a block. */
    private static final int LOG = 3;

    private static final int SIDE = 1 << LOG;
    private static final int MASK = SIDE - 1;

    private final int width;
    private final int nx;
    private final int ny;
    private final float @Nullable [][] blocks;

    LatticeValues(Lattice lattice, int width) {
        this.width = width;
        nx = blocks(lattice.points(0));
        ny = blocks(lattice.points(1));
        blocks = new float[nx * ny * blocks(lattice.points(2))][];
    }

    private static int blocks(int points) {
        return (points + SIDE - 1) >> LOG;
    }

    private int blockOf(int[] point) {
        return (point[0] >> LOG) + nx * ((point[1] >> LOG) + ny * (point[2] >> LOG));
    }

    /** Offset of a point's numbers in its block. */
    int offset(int[] point) {
        return width * ((point[0] & MASK) + SIDE * ((point[1] & MASK) + SIDE * (point[2] & MASK)));
    }

    /** The block of a point, if anything was written to it. */
    float @Nullable [] block(int[] point) {
        return blocks[blockOf(point)];
    }

    /** The block of a point, to be written to. */
    float[] open(int[] point) {
        int block = blockOf(point);
        float[] values = blocks[block];
        if (values == null) {
            values = new float[width << 3 * LOG];
            blocks[block] = values;
        }
        return values;
    }

    /** The first number of a point. */
    float first(int[] point) {
        float[] values = block(point);
        return values == null ? 0 : values[offset(point)];
    }
}
