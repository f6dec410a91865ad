package io.fieldwork.render.scene;

import org.jspecify.annotations.Nullable;

/**
 * Points as small balls.
 *
 * @param positions [points, 3]
 * @param colors [points, 3] from 0 to 1, or null
 * @param color of points without their own
 * @param radius of the balls, world units, above 0
 */
public record Points(float[] positions, float @Nullable [] colors, Color color, float radius) implements Item {
    /** Rejects arrays that do not fit. */
    public Points {
        Expect.triples("positions", positions);
        if (colors != null) {
            Expect.size("colours' components", positions.length, colors.length);
        }
        Expect.positive("a radius", radius);
    }
}
