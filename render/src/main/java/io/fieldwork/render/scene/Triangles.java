package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * A surface of triangles.
 *
 * @param positions [vertices, 3]
 * @param corners [triangles, 3] numbers of vertices
 * @param normals [vertices, 3] or null, to take those of {@link #shaded}
 * @param colors [vertices, 3] from 0 to 1, or null
 */
public record Triangles(float[] positions, int[] corners, float @Nullable [] normals, float @Nullable [] colors) {
    /** Rejects arrays that do not fit. */
    public Triangles {
        Expect.triples("positions", positions);
        if (corners.length % 3 != 0) {
            throw new IllegalArgumentException(corners.length + " corners are no triangles");
        }
        for (int corner : corners) {
            if (corner < 0 || 3 * corner >= positions.length) {
                throw new IllegalArgumentException("there is no vertex " + corner);
            }
        }
        if (normals != null) {
            Expect.size("normals' components", positions.length, normals.length);
        }
        if (colors != null) {
            Expect.size("colours' components", positions.length, colors.length);
        }
    }

    /** A surface without normals and colours of its own: positions [vertices, 3], corners [triangles, 3]. */
    public Triangles(float[] positions, int[] corners) {
        this(positions, corners, null, null);
    }

    /**
     * {@return this surface with normals: its own, or else means over the triangles around each vertex, which is split where they meet at more
     * than 50 degrees}
     */
    public Triangles shaded() {
        return normals != null ? this : Creases.split(this);
    }

    /** The normal of the triangle whose first corner has a number, as long as twice its area. */
    Vector3f normal(int corner) {
        Vector3f a = vertex(corners[corner]);
        Vector3f b = vertex(corners[corner + 1]).sub(a);
        return b.cross(vertex(corners[corner + 2]).sub(a));
    }

    private Vector3f vertex(int index) {
        return new Vector3f(positions[3 * index], positions[3 * index + 1], positions[3 * index + 2]);
    }
}
