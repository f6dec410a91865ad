package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurfaceNetsTest {
    private static final double RADIUS = 0.7;
    private final TriangleMesh ball = SurfaceNets.of(
            (x, y, z) -> Math.sqrt(x * x + y * y + z * z) - RADIUS, new Box(-1, -1.1f, -1, 1, 1.1f, 1), 24);

    @Test
    void verticesLieOnTheSurface() {
        for (int i = 0; i < ball.vertexCount(); i++) {
            double[] v = ball.vertices();
            assertEquals(RADIUS, Math.hypot(Math.hypot(v[3 * i], v[3 * i + 1]), v[3 * i + 2]), 1e-9);
        }
    }

    /** Every edge has two triangles in opposite directions, and vertices - edges + triangles are those of a sphere. */
    @Test
    void theSurfaceIsClosed() {
        Map<Long, Integer> edges = new HashMap<>();
        for (int i = 0; i < ball.triangles().length; i++) {
            long from = ball.triangles()[i];
            long to = ball.triangles()[i % 3 == 2 ? i - 2 : i + 1];
            edges.merge(Math.min(from, to) << 32 | Math.max(from, to), from < to ? 1 : 1 << 16, Integer::sum);
        }
        assertTrue(edges.values().stream().allMatch(uses -> uses == (1 | 1 << 16)));
        assertEquals(2, ball.vertexCount() - edges.size() + ball.triangleCount());
    }

    /** The volume by the divergence theorem is positive, so that triangles face outwards, and about the ball's. */
    @Test
    void trianglesFaceOutwards() {
        double volume = 0;
        double[] v = ball.vertices();
        for (int i = 0; i < ball.triangles().length; i += 3) {
            int a = 3 * ball.triangles()[i];
            int b = 3 * ball.triangles()[i + 1];
            int c = 3 * ball.triangles()[i + 2];
            volume += (v[a] * (v[b + 1] * v[c + 2] - v[b + 2] * v[c + 1])
                            + v[a + 1] * (v[b + 2] * v[c] - v[b] * v[c + 2])
                            + v[a + 2] * (v[b] * v[c + 1] - v[b + 1] * v[c]))
                    / 6;
        }
        assertEquals(4 / 3.0 * Math.PI * RADIUS * RADIUS * RADIUS, volume, 0.02);
    }
}
