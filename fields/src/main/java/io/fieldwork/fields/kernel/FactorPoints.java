package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.tensor.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The cells of a factorised grid in which points lie, along each axis, and where in them: 24 bytes a point. */
final class FactorPoints {
    private static final int CHUNK = 4096;
    /** Most stripes an axis is cut into. */
    private static final int STRIPES = 32;

    final int[][] cell;
    final float[][] part;
    private final int[] vertices;
    private final int count;

    /** Locates points [n, 3]. */
    FactorPoints(FactorLayout layout, MemorySegment x, int count) {
        this.count = count;
        this.vertices = layout.vertices();
        this.cell = new int[3][count];
        this.part = new float[3][count];
        new HostChunks(count, CHUNK).each((first, points) -> {
            long from = Memory.address(x, 12 * first, 12L * points);
            for (int axis = 0; axis < 3; axis++) {
                locate(from + 4L * axis, (int) first, points, vertices[axis] - 1, cell[axis], part[axis]);
            }
        });
    }

    private static void locate(long from, int first, int points, int cells, int[] cell, float[] part) {
        for (int p = 0; p < points; p++) {
            float unit = Math.min(Math.max(Memory.ALL.get(JAVA_FLOAT, from + 12L * p), 0), 1);
            float position = unit * cells;
            int below = Math.min((int) position, cells - 1);
            cell[first + p] = below;
            part[first + p] = position - below;
        }
    }

    /**
     * Points in the order of the stripes, of some cells each, in which they lie along an axis, and within a stripe in
     * their own. Every other stripe shares no vertex.
     *
     * @param order points
     * @param starts [stripes + 1], the first of each stripe in that order
     */
    record Stripes(int[] order, int[] starts) {
        int count() {
            return starts.length - 1;
        }
    }

    /** Sorts the points by stripe; how an axis is cut depends on its vertices alone. */
    Stripes stripes(int axis) {
        int cells = vertices[axis] - 1;
        int stripes = Math.min(STRIPES, cells);
        int[] starts = new int[stripes + 2];
        for (int p = 0; p < count; p++) {
            starts[cell[axis][p] * stripes / cells + 2]++;
        }
        for (int s = 2; s < starts.length; s++) {
            starts[s] += starts[s - 1];
        }
        int[] order = new int[count];
        for (int p = 0; p < count; p++) {
            order[starts[cell[axis][p] * stripes / cells + 1]++] = p;
        }
        return new Stripes(order, Arrays.copyOf(starts, stripes + 1));
    }
}
