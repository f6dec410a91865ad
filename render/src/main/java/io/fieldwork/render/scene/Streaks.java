package io.fieldwork.render.scene;

/**
 * Vectors or directors as brush strokes along them: line integral convolution of noise (Cabral and Leedom 1993), coloured by length.
 *
 * @param grid the vectors
 * @param plane where they lie
 * @param palette colours of lengths
 * @param grains of noise along the longer side; about the pixels that the plane covers is good, above 0
 * @param length of a stroke to either side, grains, at least 1
 */
public record Streaks(VectorGrid grid, Plane plane, Palette palette, float grains, int length) implements Item {
    /** Rejects strokes that are none. */
    public Streaks {
        Expect.positive("a number of grains", grains);
        Expect.positive("a stroke", length);
    }
}
