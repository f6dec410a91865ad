package io.fieldwork.render.scene;

/**
 * Line integral convolution of vectors or directors: strokes along them by smearing noise (Cabral and Leedom 1993),
 * coloured by length.
 *
 * @param grid the vectors
 * @param plane that carries them
 * @param palette colours of lengths
 * @param grains of noise along the longer side; about the pixels that the plane covers is good, above 0
 * @param length of a stroke to either side, grains, at least 1
 */
public record Streaks(VectorGrid grid, Plane plane, Palette palette, float grains, int length) implements Item {
    /** Rejects strokes without length. */
    public Streaks {
        Expect.positive("a number of grains", grains);
        Expect.positive("a stroke", length);
    }
}
