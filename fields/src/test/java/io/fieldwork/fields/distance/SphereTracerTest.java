package io.fieldwork.fields.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SphereTracerTest {
    private static final SphereTracer TRACER = new SphereTracer(Exact.ball(0.7), 10, 1e-9, 1);

    @Test
    void raysMeetABallWhereTheFormulaSays() {
        double[] origins = {0.3, 0.2, 3, 0.3, 0.2, -3, 2, 0, 0, 0, 0, 0};
        double[] directions = {0, 0, -1, 0, 0, 1, 0, 1, 0, 0, 1, 0};
        SphereTracer.Hits hits = TRACER.cast(origins, directions);
        double height = Math.sqrt(0.49 - 0.13);
        assertEquals(3 - height, hits.distance()[0], 1e-6);
        assertEquals(3 - height, hits.distance()[1], 1e-6);
        assertEquals(0.3 / 0.7, hits.normals()[0], 1e-5);
        assertEquals(0.2 / 0.7, hits.normals()[1], 1e-5);
        assertEquals(height / 0.7, hits.normals()[2], 1e-5);
        assertEquals(-height / 0.7, hits.normals()[5], 1e-5);
        assertFalse(hits.isHit(2));
        assertEquals(0, hits.normals()[6]);
        assertFalse(hits.isHit(3), "from inside the way back is behind the origin");
    }

    /** A function that is too large by a half overshoots, and comes back. */
    @Test
    void aRayThatWentTooFarComesBack() {
        Exact wrong = new Exact((x, y, z) -> 1.5 * (Math.sqrt(x * x + y * y + z * z) - 0.7));
        SphereTracer.Hits hits =
                new SphereTracer(wrong, 10, 1e-9, 1).cast(new double[] {0, 0, 3}, new double[] {0, 0, -1});
        assertTrue(hits.isHit(0));
        assertEquals(2.3, hits.distance()[0], 1e-6);
    }
}
