package io.fieldwork.render.draw;

import io.fieldwork.render.scene.RadianceGrid;
import java.util.Arrays;

/**
 * The occupancy pyramid of a grid's bricks: level 0 are the bricks, each further level joins two cubes along each axis, and a cube is
 * empty if all in it are.
 */
final class EmptySpace {
    private EmptySpace() {}

    /**
     * How far rays may stride from each brick.
     *
     * @param grid whose bricks
     * @return [nz, ny, nx] the highest level at which the brick's cube is empty, or -1 where the brick is stored
     */
    static int[] levels(RadianceGrid grid) {
        int[] levels = new int[grid.index().length];
        Arrays.fill(levels, -1);
        boolean[] empty = new boolean[levels.length];
        for (int i = 0; i < levels.length; i++) {
            empty[i] = grid.index()[i] < 0;
        }
        int nx = grid.nx();
        int ny = grid.ny();
        int nz = grid.nz();
        for (int level = 0; true; level++) {
            raise(levels, grid, empty, nx, ny, level);
            if (nx == 1 && ny == 1 && nz == 1) {
                return levels;
            }
            empty = join(empty, nx, ny, nz);
            nx = (nx + 1) / 2;
            ny = (ny + 1) / 2;
            nz = (nz + 1) / 2;
        }
    }

    private static void raise(int[] levels, RadianceGrid grid, boolean[] empty, int nx, int ny, int level) {
        for (int i = 0; i < levels.length; i++) {
            int x = i % grid.nx() >> level;
            int y = i / grid.nx() % grid.ny() >> level;
            int z = i / grid.nx() / grid.ny() >> level;
            if (empty[x + nx * (y + ny * z)]) {
                levels[i] = level;
            }
        }
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
