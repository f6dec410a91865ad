package io.fieldwork.render.draw;

import io.fieldwork.render.scene.RadianceGrid;
import java.util.Arrays;

/**
 * The occupancy pyramid of a grid. Level 0 are blocks of {@value #CELLS} cells a side, each further level joins two cubes along each
 * axis; a block is empty if all points around its cells are clear, a cube if all in it is.
 */
final class EmptySpace {
    /** Cells along a side of a block. */
    static final int CELLS = 4;

    /** Blocks along a side of a brick. */
    static final int PARTS = RadianceGrid.CELLS / CELLS;

    private EmptySpace() {}

    /**
     * For each block [2 nz, 2 ny, 2 nx] the highest level at which its cube is empty, or -1 where the block itself is
     * not.
     */
    static int[] levels(RadianceGrid grid) {
        int nx = PARTS * grid.nx();
        int ny = PARTS * grid.ny();
        int nz = PARTS * grid.nz();
        int[] levels = new int[nx * ny * nz];
        Arrays.fill(levels, -1);
        boolean[] empty = blocks(grid, nx, ny);
        int mx = nx;
        int my = ny;
        int mz = nz;
        for (int level = 0; true; level++) {
            for (int i = 0; i < levels.length; i++) {
                int x = i % nx >> level;
                int y = i / nx % ny >> level;
                int z = i / nx / ny >> level;
                if (empty[x + mx * (y + my * z)]) {
                    levels[i] = level;
                }
            }
            if (mx == 1 && my == 1 && mz == 1) {
                return levels;
            }
            empty = join(empty, mx, my, mz);
            mx = (mx + 1) / 2;
            my = (my + 1) / 2;
            mz = (mz + 1) / 2;
        }
    }

    private static boolean[] blocks(RadianceGrid grid, int nx, int ny) {
        boolean[] empty = new boolean[grid.index().length * PARTS * PARTS * PARTS];
        for (int i = 0; i < empty.length; i++) {
            int x = i % nx;
            int y = i / nx % ny;
            int z = i / nx / ny;
            int brick = grid.index()[x / PARTS + grid.nx() * (y / PARTS + grid.ny() * (z / PARTS))];
            empty[i] = brick < 0 || isClear(grid, brick, x % PARTS, y % PARTS, z % PARTS);
        }
        return empty;
    }

    private static boolean isClear(RadianceGrid grid, int brick, int x, int y, int z) {
        int side = RadianceGrid.SIDE;
        for (int k = CELLS * z; k <= CELLS * (z + 1); k++) {
            for (int j = CELLS * y; j <= CELLS * (y + 1); j++) {
                for (int i = CELLS * x; i <= CELLS * (x + 1); i++) {
                    if (grid.opacity()[RadianceGrid.POINTS * brick + i + side * (j + side * k)] != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean[] join(boolean[] fine, int nx, int ny, int nz) {
        int mx = (nx + 1) / 2;
        int my = (ny + 1) / 2;
        boolean[] coarse = new boolean[mx * my * ((nz + 1) / 2)];
        Arrays.fill(coarse, true);
        for (int i = 0; i < fine.length; i++) {
            int x = i % nx;
            int y = i / nx % ny;
            int z = i / nx / ny;
            coarse[x / 2 + mx * (y / 2 + my * (z / 2))] &= fine[i];
        }
        return coarse;
    }
}
