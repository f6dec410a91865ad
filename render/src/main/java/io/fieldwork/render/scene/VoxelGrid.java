package io.fieldwork.render.scene;

/**
 * Numbers in a box: value (i, j, k) sits in the middle of its cell, between them they are interpolated linearly. NaN counts as the least
 * of all, what is infinite as the outermost that is not.
 *
 * @param nx cells along x
 * @param ny cells along y
 * @param nz cells along z
 * @param values [nz, ny, nx], x running fastest
 */
public record VoxelGrid(int nx, int ny, int nz, float[] values) {
    /** Rejects an array of another size. */
    public VoxelGrid {
        Expect.size("voxels", Math.multiplyExact(Math.multiplyExact(nx, ny), nz), values.length);
    }
}
