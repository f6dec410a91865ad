package io.fieldwork.fields.bake;

import org.jspecify.annotations.Nullable;

/** A sparse array of some numbers a lattice point, all 0 until they are written; memory is allocated in blocks. */
final class LatticeValues {
    /** log2 of the points along the side of a block. */
    private static final int LOG = 3;

    private static final int SIDE = 1 << LOG;
    private static final int MASK = SIDE - 1;

    final int width;
    final int nx;
    final int ny;
    final int nz;
    private final float @Nullable [][] blocks;

    LatticeValues(Lattice lattice, int width) {
        this.width = width;
        nx = blocks(lattice.points(0));
        ny = blocks(lattice.points(1));
        nz = blocks(lattice.points(2));
        blocks = new float[nx * ny * nz][];
    }

    private static int blocks(int points) {
        return (points + SIDE - 1) >> LOG;
    }

    private int blockOf(int x, int y, int z) {
        return (x >> LOG) + nx * ((y >> LOG) + ny * (z >> LOG));
    }

    /** Offset of a point's numbers in its block. */
    int offset(int x, int y, int z) {
        return width * ((x & MASK) + SIDE * ((y & MASK) + SIDE * (z & MASK)));
    }

    /** The block of a point, if anything was written to it. */
    float @Nullable [] block(int x, int y, int z) {
        return blocks[blockOf(x, y, z)];
    }

    /** The block of a point, to be written to. */
    float[] open(int x, int y, int z) {
        int block = blockOf(x, y, z);
        float[] values = blocks[block];
        if (values == null) {
            values = new float[width << 3 * LOG];
            blocks[block] = values;
        }
        return values;
    }

    /** The first number of a point. */
    float first(int x, int y, int z) {
        float[] values = block(x, y, z);
        return values == null ? 0 : values[offset(x, y, z)];
    }
}
