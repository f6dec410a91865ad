package io.fieldwork.fields.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Compute;
import org.junit.jupiter.api.Test;

/** The statistics of the pictures that are generated. */
final class GeneratedPicturesTest {
    private static final int SIDE = 128;
    private static final int SET = 16;

    private static float[] grey(Image image) {
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (image.level(3 * i) + image.level(3 * i + 1) + image.level(3 * i + 2)) / (3 * 255f);
        }
        return grey;
    }

    /** Power falls like frequency to about -2, as in photographs, where it is -1.5 to -3 for one picture. */
    @Test
    void wavesOfNaturalPicturesFallLikeThoseOfPhotographs() {
        double mean = 0;
        try (NDManager manager = Compute.configured().newManager()) {
            for (long seed = 1; seed <= SET; seed++) {
                double slope = Spectrum.of(manager, grey(new DeadLeaves(seed).pixels(SIDE)), SIDE)
                        .slope(3, SIDE / 3.0);
                assertTrue(slope < -1.4 && slope > -3.4, "picture " + seed + ": " + slope);
                mean += slope / SET;
            }
        }
        assertEquals(-2.3, mean, 0.5);
    }

    @Test
    void picturesOfTextAreMostlyWhiteWithSharpEdges() {
        for (long seed = 1; seed <= SET; seed++) {
            float[] grey = grey(new Lettering(seed).pixels(SIDE));
            int white = 0;
            int steps = 0;
            for (int i = 1; i < grey.length; i++) {
                white += grey[i] > 0.995 ? 1 : 0;
                steps += Math.abs(grey[i] - grey[i - 1]) > 0.25 ? 1 : 0;
            }
            assertTrue(white > 0.5 * grey.length && white < 0.97 * grey.length, "picture " + seed + ": " + white);
            assertTrue(steps > 0.01 * grey.length, "picture " + seed + ": " + steps);
        }
    }

    @Test
    void aSeedIsAPicture() {
        assertEquals(
                new DeadLeaves(3).pixels(16).digest(),
                new DeadLeaves(3).pixels(16).digest());
        assertNotEquals(
                new DeadLeaves(3).pixels(16).digest(),
                new DeadLeaves(4).pixels(16).digest());
        assertEquals(
                new Lettering(3).pixels(16).digest(),
                new Lettering(3).pixels(16).digest());
    }
}
