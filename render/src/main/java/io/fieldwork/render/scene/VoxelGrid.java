package io.fieldwork.render.scene;

/**
 * Scalar values on a spatial grid: value (i, j, k) is at the centre of its cell, with linear interpolation between. NaN
 * counts as the least value, infinities as the outermost finite values.
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
