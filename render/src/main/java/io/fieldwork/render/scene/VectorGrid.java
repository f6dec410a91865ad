package io.fieldwork.render.scene;

/**
 * Vectors on a planar grid, each at the centre of its cell.
 *
 * @param nx cells along a row
 * @param ny cells along a column
 * @param vectors [ny, nx, 2], along the rows and along the columns, the lowest row first
 * @param directors whether a vector and its opposite mean the same, as in liquid crystals
 */
public record VectorGrid(int nx, int ny, float[] vectors, boolean directors) {
    /** Rejects an array of another size. */
    public VectorGrid {
        Expect.size("cells times two", Math.multiplyExact(Math.multiplyExact(nx, ny), 2), vectors.length);
    }

    /** The vectors for interpolation: directors at twice their angle, where opposites coincide [ny, nx, 2]. */
    public float[] interpolated() {
        if (!directors) {
            return vectors;
        }
        float[] doubled = new float[vectors.length];
        for (int i = 0; i < doubled.length; i += 2) {
            float x = vectors[i];
            float y = vectors[i + 1];
            float length = Math.max((float) Math.hypot(x, y), Float.MIN_NORMAL);
            doubled[i] = (x * x - y * y) / length;
            doubled[i + 1] = 2 * x * y / length;
        }
        return doubled;
    }
}
