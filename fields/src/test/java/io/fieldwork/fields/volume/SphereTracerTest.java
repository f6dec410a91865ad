package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.CentralDifferences;
import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.mesh.LevelFunction;
import org.junit.jupiter.api.Test;

final class SphereTracerTest {
    private static final Box BOX = Box.cube(1);
    private static final double HEIGHT = Math.sqrt(0.49 - 0.13);

    /** A ball of radius 0.7, its distance times a factor. */
    private static DistanceFunction ball(double factor) {
        LevelFunction distance = LevelFunction.of((x, y, z) -> factor * (Math.sqrt(x * x + y * y + z * z) - 0.7));
        return new CentralDifferences(distance, 1e-6);
    }

    @Test
    void raysMeetABallWhereTheFormulaSays() {
        float[] origins = {0.3f, 0.2f, 3, 0.3f, 0.2f, -3, 2, 0, 0, 0.8f, 0.5f, 0};
        float[] directions = {0, 0, -1, 0, 0, 1, 0, 1, 0, 1, 0, 0};
        SphereTracer surface = SphereTracer.exact(ball(1), BOX);
        float[] lengths = surface.lengths(origins, directions);
        assertEquals(3 - HEIGHT, lengths[0], 1e-6);
        assertEquals(3 - HEIGHT, lengths[1], 1e-6);
        assertEquals(Float.POSITIVE_INFINITY, lengths[2], "past the box");
        assertEquals(Float.POSITIVE_INFINITY, lengths[3], "away from the ball");
        float[] normals = surface.normals(new float[] {0.3f, 0.2f, (float) HEIGHT, 0, -0.7f, 0, 0, 0, 0});
        float[] expected = {0.3f / 0.7f, 0.2f / 0.7f, (float) HEIGHT / 0.7f, 0, -1, 0, 0, 0, 0};
        assertArrayEquals(expected, normals, 1e-5f);
    }

    /** Distances that are too large by half, or too small, lead to the same place. */
    @Test
    void aDistanceMayBeWrongByAFactor() {
        for (double factor : new double[] {0.4, 1.5}) {
            float[] lengths = SphereTracer.learned(ball(factor), BOX)
                    .lengths(new float[] {0.3f, 0.2f, 3}, new float[] {0, 0, -1});
            assertEquals(3 - HEIGHT, lengths[0], 1e-5);
        }
    }

    @Test
    void aRayBeginsNoNearerThanItMay() {
        float[] origin = {0, 0, 0.9f};
        float[] down = {0, 0, -1};
        assertEquals(0.2, SphereTracer.exact(ball(1), BOX).lengths(origin, down)[0], 1e-6);
        assertEquals(0.5, new SphereTracer(ball(1), BOX, 0.5, 1e-4, 1).lengths(origin, down)[0], 1e-6);
    }

    /** The chord is twice as long as the shortest step. */
    @Test
    void aRayThatGrazesMeetsTheBall() {
        double low = Math.sqrt(0.49 - 0.002 * 0.002);
        float[] lengths = new SphereTracer(ball(1), BOX, 0, 2e-3, 1)
                .lengths(new float[] {-2, (float) low, 0}, new float[] {1, 0, 0});
        assertEquals(2, lengths[0], 2.1e-3);
    }
}
