package io.fieldwork.render.draw;

import io.fieldwork.render.scene.VoxelGrid;

/**
 * The least and the greatest value that interpolation can give within blocks of {@value #SIZE} cells along each axis: of the
 * cells themselves and their neighbours.
 */
final class MacroCells {
    static final int SIZE = 16;

    final int nx;
    final int ny;
    final int nz;
    /** [nz, ny, nx, 2], the least and the greatest. */
    final float[] bounds;

    private MacroCells(int nx, int ny, int nz) {
        this.nx = nx;
        this.ny = ny;
        this.nz = nz;
        bounds = new float[2 * nx * ny * nz];
        for (int i = 0; i < bounds.length; i += 2) {
            bounds[i] = Float.POSITIVE_INFINITY;
            bounds[i + 1] = Float.NEGATIVE_INFINITY;
        }
    }

    /** Of a grid without NaN. */
    static MacroCells of(VoxelGrid grid) {
        MacroCells cells = new MacroCells(blocks(grid.nx()), blocks(grid.ny()), blocks(grid.nz()));
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                cells.addRow(grid, y, z);
            }
        }
        return cells;
    }

    private static int blocks(int cells) {
        return (cells + SIZE - 1) / SIZE;
    }

    /** First and last block that a cell counts for: a neighbouring one, too, if it is at the border. */
    private static int first(int cell) {
        return Math.max(cell - 1, 0) / SIZE;
    }

    private static int last(int cell, int blocks) {
        return Math.min((cell + 1) / SIZE, blocks - 1);
    }

    private void addRow(VoxelGrid grid, int y, int z) {
        int row = grid.nx() * (y + grid.ny() * z);
        for (int block = 0; block < nx; block++) {
            float least = Float.POSITIVE_INFINITY;
            float greatest = Float.NEGATIVE_INFINITY;
            int end = Math.min((block + 1) * SIZE, grid.nx() - 1);
            for (int x = Math.max(block * SIZE - 1, 0); x <= end; x++) {
                least = Math.min(least, grid.values()[row + x]);
                greatest = Math.max(greatest, grid.values()[row + x]);
            }
            add(block, y, z, least, greatest);
        }
    }

    private void add(int block, int y, int z, float least, float greatest) {
        for (int k = first(z); k <= last(z, nz); k++) {
            for (int j = first(y); j <= last(y, ny); j++) {
                int at = 2 * (block + nx * (j + ny * k));
                bounds[at] = Math.min(bounds[at], least);
                bounds[at + 1] = Math.max(bounds[at + 1], greatest);
            }
        }
    }
}
