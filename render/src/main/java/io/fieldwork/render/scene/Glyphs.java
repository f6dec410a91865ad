package io.fieldwork.render.scene;

import org.joml.Vector3f;

/**
 * Vectors as arrows, or directors as rods, each centred at its position and coloured by its length.
 *
 * @param positions [n, 3]
 * @param vectors [n, 3]
 * @param heads whether they are arrows
 * @param scale length of a glyph per length of its vector, above 0
 * @param thickness of a shaft, world units, above 0
 * @param palette colours of lengths
 */
public record Glyphs(float[] positions, float[] vectors, boolean heads, float scale, float thickness, Palette palette)
        implements Item {
    /** Rejects arrays that do not fit. */
    public Glyphs {
        Expect.triples("positions", positions);
        Expect.size("vectors' components", positions.length, vectors.length);
        Expect.positive("a scale", scale);
        Expect.positive("a thickness", thickness);
    }

    /** {@return every so many vectors of a planar grid along either axis, the longest as long as their distance} */
    public static Glyphs on(VectorGrid grid, Plane plane, int stride, Palette palette) {
        int columns = (grid.nx() - 1 - stride / 2) / stride + 1;
        int rows = (grid.ny() - 1 - stride / 2) / stride + 1;
        float[] positions = new float[3 * columns * rows];
        float[] vectors = new float[3 * columns * rows];
        Vector3f across = plane.across().normalize(new Vector3f());
        Vector3f upward = plane.upward().normalize(new Vector3f());
        for (int n = 0; n < columns * rows; n++) {
            int i = stride / 2 + n % columns * stride;
            int j = stride / 2 + n / columns * stride;
            place(plane, (i + 0.5f) / grid.nx(), (j + 0.5f) / grid.ny()).get(positions, 3 * n);
            int at = 2 * (j * grid.nx() + i);
            across.mul(grid.vectors()[at], new Vector3f())
                    .fma(grid.vectors()[at + 1], upward)
                    .get(vectors, 3 * n);
        }
        float distance = stride
                * Math.min(plane.across().length() / grid.nx(), plane.upward().length() / grid.ny());
        return new Glyphs(positions, vectors, !grid.directors(), distance / longest(vectors), distance / 6, palette);
    }

    private static Vector3f place(Plane plane, float u, float v) {
        return new Vector3f(plane.origin()).fma(u, plane.across()).fma(v, plane.upward());
    }

    private static float longest(float[] vectors) {
        float longest = Float.MIN_NORMAL;
        for (int i = 0; i < vectors.length; i += 3) {
            longest = Math.max(longest, Vector3f.length(vectors[i], vectors[i + 1], vectors[i + 2]));
        }
        return longest;
    }
}
