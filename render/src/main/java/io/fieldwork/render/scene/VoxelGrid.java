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

    /**
     * {@return a grid of what lies above a number, such as the least value: of a narrow range far from zero single precision
     * would keep nothing}
     *
     * @param base subtracted from every value in double precision; a palette's range is then less it, too
     */
    public static VoxelGrid above(double base, int nx, int ny, int nz, double[] values) {
        float[] above = new float[values.length];
        for (int i = 0; i < above.length; i++) {
            above[i] = (float) (values[i] - base);
        }
        return new VoxelGrid(nx, ny, nz, above);
    }
}
