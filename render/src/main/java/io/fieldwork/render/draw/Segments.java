package io.fieldwork.render.draw;

import io.fieldwork.render.gl.VertexArray;
import java.util.Arrays;

/** Straight pieces of lines, gathered for the device. */
final class Segments {
    private float[] starts = new float[96];
    private float[] ends = new float[96];
    private int length;

    /** Adds the piece between two of the given points [n, 3]. */
    void add(float[] points, int from, int to) {
        if (length == starts.length) {
            starts = Arrays.copyOf(starts, 2 * length);
            ends = Arrays.copyOf(ends, 2 * length);
        }
        System.arraycopy(points, 3 * from, starts, length, 3);
        System.arraycopy(points, 3 * to, ends, length, 3);
        length += 3;
    }

    VertexArray upload() {
        return new VertexArray()
                .instanced(0, 3, Arrays.copyOf(starts, length))
                .instanced(1, 3, Arrays.copyOf(ends, length));
    }
}
