package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.jspecify.annotations.Nullable;

/**
 * A surface of triangles.
 *
 * @param positions [vertices, 3]
 * @param corners [triangles, 3] numbers of vertices
 * @param normals [vertices, 3] or null, to take the mean of the triangles around, weighted by area
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

    /** The normals, computed if there are none [vertices, 3]. */
    public float[] shadingNormals() {
        if (normals != null) {
            return normals;
        }
        float[] sums = new float[positions.length];
        for (int t = 0; t < corners.length; t += 3) {
            Vector3f a = vertex(corners[t]);
            Vector3f normal =
                    vertex(corners[t + 1]).sub(a).cross(vertex(corners[t + 2]).sub(a));
            for (int c = 0; c < 3; c++) {
                sums[3 * corners[t + c]] += normal.x;
                sums[3 * corners[t + c] + 1] += normal.y;
                sums[3 * corners[t + c] + 2] += normal.z;
            }
        }
        return sums;
    }

    private Vector3f vertex(int index) {
        return new Vector3f(positions[3 * index], positions[3 * index + 1], positions[3 * index + 2]);
    }
}
