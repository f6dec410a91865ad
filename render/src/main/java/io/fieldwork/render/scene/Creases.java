package io.fieldwork.render.scene;

import java.util.Arrays;
import org.joml.Vector3f;

/**
 * The normals of a surface that has none: at each vertex triangles that face less than {@link #ANGLE} apart share a vertex, whose normal is
 * their mean weighted by area; others get a copy of it, so that edges stay sharp.
 */
final class Creases {
    /** Degrees. */
    private static final double ANGLE = 50;

    private static final float LEAST = (float) Math.cos(Math.toRadians(ANGLE));

    /** For each old vertex its last copy, and for each copy the one before; -1 for none. */
    private final int[] last;

    private int[] before = new int[64];
    private int[] source = new int[64];
    private int count;
    /** For each copy the direction of its first triangle, and the sum over all. */
    private float[] direction = new float[3 * 64];

    private float[] sum = new float[3 * 64];

    private Creases(Triangles surface) {
        last = new int[surface.positions().length / 3];
        Arrays.fill(last, -1);
    }

    /** The surface with vertices split along its sharp edges, and with normals. */
    static Triangles split(Triangles surface) {
        Creases creases = new Creases(surface);
        int[] corners = new int[surface.corners().length];
        for (int t = 0; t < corners.length; t += 3) {
            Vector3f normal = surface.normal(t);
            for (int c = t; c < t + 3; c++) {
                corners[c] = creases.copy(surface.corners()[c], normal);
            }
        }
        float[] colors = surface.colors();
        return new Triangles(
                creases.gather(surface.positions()),
                corners,
                Arrays.copyOf(creases.sum, 3 * creases.count),
                colors == null ? null : creases.gather(colors));
    }

    /** The copy of a vertex that belongs to triangles facing as one does. */
    private int copy(int vertex, Vector3f normal) {
        Vector3f unit = normal.normalize(new Vector3f());
        boolean any = !unit.isFinite();
        int copy = last[vertex];
        while (copy >= 0
                && !any
                && unit.dot(direction[3 * copy], direction[3 * copy + 1], direction[3 * copy + 2]) < LEAST) {
            copy = before[copy];
        }
        if (copy < 0) {
            copy = another(vertex, any ? new Vector3f() : unit);
        }
        if (!any) {
            for (int c = 0; c < 3; c++) {
                sum[3 * copy + c] += normal.get(c);
            }
        }
        return copy;
    }

    private int another(int vertex, Vector3f unit) {
        if (count == before.length) {
            before = Arrays.copyOf(before, 2 * count);
            source = Arrays.copyOf(source, 2 * count);
            direction = Arrays.copyOf(direction, 6 * count);
            sum = Arrays.copyOf(sum, 6 * count);
        }
        before[count] = last[vertex];
        source[count] = vertex;
        for (int c = 0; c < 3; c++) {
            direction[3 * count + c] = unit.get(c);
        }
        last[vertex] = count;
        return count++;
    }

    private float[] gather(float[] values) {
        float[] gathered = new float[3 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, 3 * source[i], gathered, 3 * i, 3);
        }
        return gathered;
    }
}
