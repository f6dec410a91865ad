package io.fieldwork.fields.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TriangleTreeTest {
    private static final Draws DRAWS = Draws.of(1, "points", 0);

    private static double coordinate(int i, int k) {
        return 4 * DRAWS.uniform(3L * i + k) - 2;
    }

    @Test
    void distancesToABoxAreExact() {
        MeshDistance distance = MeshDistance.of(Meshes.box(0.9, 0.5, 0.3));
        ClosestPoint found = new ClosestPoint();
        for (int i = 0; i < 5000; i++) {
            double x = coordinate(i, 0);
            double y = coordinate(i, 1);
            double z = coordinate(i, 2);
            assertEquals(Meshes.toBox(0.9, 0.5, 0.3, x, y, z), distance.at(x, y, z, found), 1e-12);
            double away = Math.hypot(Math.hypot(x - found.point(0), y - found.point(1)), z - found.point(2));
            assertEquals(away, found.distance(), 1e-12);
        }
    }

    /** The tree finds what looking at every triangle finds, on triangles of no order, some of them lines and points. */
    @Test
    void theTreeFindsTheClosestOfAll() {
        int n = 700;
        double[] vertices = new double[3 * n];
        for (int i = 0; i < vertices.length; i++) {
            vertices[i] = coordinate(i, 5);
        }
        int[] corners = new int[n];
        for (int i = 0; i < n; i++) {
            corners[i] = i < 30 ? i / 3 : i < 60 ? i / 2 : i;
        }
        TriangleMesh mesh = new TriangleMesh(vertices, Arrays.copyOf(corners, n / 3 * 3));
        TriangleTree tree = new TriangleTree(mesh);
        double[] all = new double[3 * mesh.triangles().length];
        for (int i = 0; i < all.length; i++) {
            all[i] = vertices[3 * mesh.triangles()[i / 3] + i % 3];
        }
        ClosestPoint found = new ClosestPoint();
        double[] point = new double[3];
        for (int q = 0; q < 500; q++) {
            double x = coordinate(q, 0);
            double y = coordinate(q, 1);
            double z = coordinate(q, 2);
            double least = Double.POSITIVE_INFINITY;
            for (int t = 0; t < mesh.triangleCount(); t++) {
                least = Math.min(least, Triangle.closest(all, 9 * t, x, y, z, point));
            }
            tree.closest(x, y, z, found);
            assertEquals(Math.sqrt(least), found.distance(), 1e-12);
            tree.closest(x, y, z, 0.5 * Math.sqrt(least), found);
            assertEquals(-1, found.triangle());
        }
    }

    /** Each closest point is at least as near as a fine net of points of the triangle, and in it. */
    @Test
    void theClosestPointOfATriangleIsInItAndNearest() {
        double[] t = new double[9];
        double[] point = new double[3];
        for (int q = 0; q < 300; q++) {
            for (int i = 0; i < 9; i++) {
                t[i] = coordinate(9 * q + i, 1);
            }
            double x = coordinate(q, 0);
            double y = coordinate(q, 1);
            double z = coordinate(q, 2);
            double square = Triangle.closest(t, 0, x, y, z, point);
            double net = Double.POSITIVE_INFINITY;
            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= 60; i++) {
                for (int j = 0; i + j <= 60; j++) {
                    double[] p = new double[3];
                    for (int k = 0; k < 3; k++) {
                        p[k] = t[k] + i / 60.0 * (t[3 + k] - t[k]) + j / 60.0 * (t[6 + k] - t[k]);
                    }
                    net = Math.min(net, Math.hypot(Math.hypot(x - p[0], y - p[1]), z - p[2]));
                    nearest = Math.min(
                            nearest, Math.hypot(Math.hypot(point[0] - p[0], point[1] - p[1]), point[2] - p[2]));
                }
            }
            assertTrue(Math.sqrt(square) <= net + 1e-12);
            assertTrue(Math.sqrt(square) >= net - 0.06);
            assertTrue(nearest < 0.06);
        }
    }

    @Test
    void theWindingNumberIsThatOfTheSum() {
        TriangleMesh torus = Meshes.pierced(Meshes.of(Meshes.torus(0.6, 0.25), 40), 0.24);
        TriangleTree tree = new TriangleTree(torus);
        double[] t = new double[9];
        double worst = 0;
        for (int q = 0; q < 300; q++) {
            double x = coordinate(q, 0) / 2;
            double y = coordinate(q, 1) / 2;
            double z = coordinate(q, 2) / 4;
            double sum = 0;
            for (int i = 0; i < torus.triangleCount(); i++) {
                for (int k = 0; k < 9; k++) {
                    t[k] = torus.vertices()[3 * torus.triangles()[3 * i + k / 3] + k % 3];
                }
                sum += Triangle.solidAngle(t, 0, x, y, z);
            }
            worst = Math.max(worst, Math.abs(sum / (4 * Math.PI) - tree.winding(x, y, z)));
        }
        assertTrue(worst < 0.03, "error " + worst);
    }

    /** A hole does not turn the sign of what is not in its mouth, nor do triangles that face inwards. */
    @Test
    void aHoleDoesNotTurnTheSign() {
        TriangleMesh ball = Meshes.of(Meshes.ball(0.7), 40);
        TriangleMesh pierced = Meshes.pierced(ball, 0.6);
        assertTrue(MeshTopology.of(pierced).open() > 20);
        MeshDistance distance = MeshDistance.of(pierced);
        for (int i = 0; i < 3000; i++) {
            double x = coordinate(i, 0) / 2;
            double y = coordinate(i, 1) / 2;
            double z = coordinate(i, 2) / 2;
            double radius = Math.hypot(Math.hypot(x, y), z);
            if (Math.abs(radius - 0.7) > 0.01 && z < 0.45) {
                assertEquals(radius < 0.7, distance.isInside(x, y, z), x + " " + y + " " + z);
            }
        }
        int[] turned = ball.triangles().clone();
        for (int i = 0; i < turned.length; i += 3) {
            turned[i] = ball.triangles()[i + 1];
            turned[i + 1] = ball.triangles()[i];
        }
        MeshDistance inwards = MeshDistance.of(new TriangleMesh(ball.vertices(), turned));
        assertTrue(inwards.isInside(0.1, 0.2, 0.3));
        assertFalse(inwards.isInside(0.1, 0.2, 0.9));
    }

    /** Two balls that overlap: of each the part in the other does not bound what both enclose. */
    @Test
    void whatIsInsideAnotherPartDoesNotCount() {
        TriangleMesh ball = Meshes.of(Meshes.ball(0.5), 40);
        int n = ball.vertexCount();
        double[] vertices = Arrays.copyOf(ball.vertices(), 6 * n);
        int[] triangles = Arrays.copyOf(ball.triangles(), 2 * ball.triangles().length);
        for (int i = 0; i < 3 * n; i++) {
            vertices[3 * n + i] = vertices[i] + (i % 3 == 0 ? 0.6 : 0);
        }
        for (int i = 0; i < ball.triangles().length; i++) {
            triangles[ball.triangles().length + i] = triangles[i] + n;
        }
        TriangleMesh both = new TriangleMesh(vertices, triangles);
        ClosestPoint found = new ClosestPoint();
        assertEquals(-0.1, MeshDistance.of(both).at(0.4, 0, 0, found), 1e-3, "to the nearer ball");
        double rim = Math.hypot(0.1, Math.sqrt(0.25 - 0.09));
        assertEquals(-rim, MeshDistance.ofSolid(both).at(0.4, 0, 0, found), 0.03, "to where both meet");
        assertEquals(0.5, MeshDistance.ofSolid(both).at(-1, 0, 0, found), 1e-3);
    }
}
