package io.fieldwork.render.scene;

/**
 * Scalar values on a planar grid: value (i, j) is at the centre of its cell. NaN is not drawn.
 *
 * @param nx cells along a row
 * @param ny cells along a column
 * @param values [ny, nx], the lowest row first
 */
public record ScalarGrid(int nx, int ny, float[] values) {
    /** Rejects an array of another size. */
    public ScalarGrid {
        Expect.size("cells", Math.multiplyExact(nx, ny), values.length);
    }
}
