package io.fieldwork.render.scene;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines through points, drawn at the same width whatever their distance.
 *
 * @param lines [points, 3] of each
 * @param color of all
 * @param width pixels, above 0
 */
public record Curves(List<float[]> lines, Color color, float width) implements Item {
    /** Copies the list and rejects arrays that do not fit. */
    public Curves {
        lines = List.copyOf(lines);
        lines.forEach(line -> Expect.triples("points", line));
        Expect.positive("a width", width);
    }

    /** {@return the twelve edges of a box between two corners [3], one pixel wide} */
    public static Curves box(float[] low, float[] high, Color color) {
        List<float[]> edges = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            for (int side = 0; side < 4; side++) {
                float[] edge = new float[6];
                for (int c = 0; c < 3; c++) {
                    boolean upper = (c == (axis + 1) % 3 ? side & 1 : side >> 1) == 1;
                    edge[c] = c == axis ? low[c] : upper ? high[c] : low[c];
                    edge[3 + c] = c == axis ? high[c] : edge[c];
                }
                edges.add(edge);
            }
        }
        return new Curves(edges, color, 1);
    }
}
