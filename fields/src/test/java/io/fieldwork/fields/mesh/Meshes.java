package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import java.util.ArrayList;
import java.util.List;

/** Meshes and functions of which all is known. */
final class Meshes {
    private Meshes() {}

    static LevelFunction ball(double radius) {
        return LevelFunction.of((x, y, z) -> Math.sqrt(x * x + y * y + z * z) - radius);
    }

    static LevelFunction torus(double radius, double tube) {
        return LevelFunction.of((x, y, z) -> Math.hypot(Math.hypot(x, y) - radius, z) - tube);
    }

    static TriangleMesh of(LevelFunction function, int resolution) {
        return MarchingCubes.surface(function, new Box(-1, -1.1f, -1, 1, 1.1f, 1), resolution)
                .closed();
    }

    /** The box of half sides a, b, c: twelve triangles. */
    static TriangleMesh box(double a, double b, double c) {
        double[] vertices = new double[24];
        for (int i = 0; i < 8; i++) {
            vertices[3 * i] = (i & 1) == 0 ? -a : a;
            vertices[3 * i + 1] = (i & 2) == 0 ? -b : b;
            vertices[3 * i + 2] = (i & 4) == 0 ? -c : c;
        }
        int[] triangles = {
            0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5
        };
        return new TriangleMesh(vertices, triangles);
    }

    /** The exact signed distance to that box. */
    static double toBox(double a, double b, double c, double x, double y, double z) {
        double u = Math.abs(x) - a;
        double v = Math.abs(y) - b;
        double w = Math.abs(z) - c;
        double outside = Math.hypot(Math.hypot(Math.max(u, 0), Math.max(v, 0)), Math.max(w, 0));
        return outside + Math.min(Math.max(u, Math.max(v, w)), 0);
    }

    /** A mesh without its triangles around some directions: a hole. */
    static TriangleMesh pierced(TriangleMesh mesh, double height) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < mesh.triangles().length; i += 3) {
            if (mesh.vertices()[3 * mesh.triangles()[i] + 2] < height) {
                kept.addAll(List.of(mesh.triangles()[i], mesh.triangles()[i + 1], mesh.triangles()[i + 2]));
            }
        }
        return new TriangleMesh(
                mesh.vertices(), kept.stream().mapToInt(Integer::intValue).toArray());
    }
}
