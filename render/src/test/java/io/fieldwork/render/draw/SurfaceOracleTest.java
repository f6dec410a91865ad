package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Layer;
import io.fieldwork.render.scene.Mesh;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Triangles;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.util.List;
import java.util.Random;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Meshes, points and lines beside rays that are met with triangles and spheres in Java. */
final class SurfaceOracleTest {
    @RegisterExtension
    static final Studio STUDIO = new Studio();

    private static View view(Lens lens) {
        Vector3f eye = new Vector3f(2.6f, -3.9f, 2.1f);
        return new View(Camera.lookAt(eye, new Vector3f(), new Vector3f(0, 0, 1), lens), 64, 48);
    }

    private static final Lens EYE = new Lens.Perspective(0.7f, 0.1f, 100);
    private static final Lens PARALLEL = new Lens.Orthographic(3, 0.1f, 100);

    private static Triangles soup(int count) {
        Random random = new Random(11);
        float[] positions = new float[9 * count];
        int[] corners = new int[3 * count];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = 2 * random.nextFloat() - 1;
        }
        for (int i = 0; i < corners.length; i++) {
            corners[i] = i;
        }
        return new Triangles(positions, corners);
    }

    /** Where a ray meets a triangle (Moeller and Trumbore 1997): depth, and how far inside, negative outside. */
    private static double[] meet(Vector3f o, Vector3f d, Triangles t, int triangle) {
        Vector3f a = vertex(t, 3 * triangle);
        Vector3f ab = vertex(t, 3 * triangle + 1).sub(a);
        Vector3f ac = vertex(t, 3 * triangle + 2).sub(a);
        Vector3f p = d.cross(ac, new Vector3f());
        double determinant = ab.dot(p);
        Vector3f s = o.sub(a, new Vector3f());
        Vector3f q = s.cross(ab, new Vector3f());
        double u = s.dot(p) / determinant;
        double v = d.dot(q) / determinant;
        return new double[] {ac.dot(q) / determinant, Math.min(Math.min(u, v), 1 - u - v)};
    }

    private static Vector3f vertex(Triangles t, int i) {
        return new Vector3f(t.positions()[3 * i], t.positions()[3 * i + 1], t.positions()[3 * i + 2]);
    }

    @Test
    void depthIsThatOfTheNearestTriangle() {
        Triangles soup = soup(12);
        for (Lens lens : new Lens[] {EYE, PARALLEL}) {
            View view = view(lens);
            Frame frame = STUDIO.draw(view, Mesh.of(soup, Color.BLACK));
            int compared = 0;
            for (int pixel = 0; pixel < 64 * 48; pixel++) {
                int x = pixel % 64;
                int y = pixel / 64;
                double nearest = Double.POSITIVE_INFINITY;
                boolean clear = true;
                for (int t = 0; t < 12; t++) {
                    double[] met = meet(Rays.origin(view, x, y), Rays.direction(view, x, y), soup, t);
                    clear &= Math.abs(met[1]) > 0.01;
                    nearest = met[1] > 0 ? Math.min(nearest, met[0]) : nearest;
                }
                if (clear) {
                    compared++;
                    assertEquals(nearest, frame.depth(x, y), 2e-3, "at " + x + ", " + y);
                }
            }
            assertTrue(compared > 1500, compared + " pixels away from edges");
        }
    }

    @Test
    void pointsAreBalls() {
        float radius = 0.5f;
        float[] middle = {0.1f, -0.2f, 0.15f};
        for (Lens lens : new Lens[] {EYE, PARALLEL}) {
            View view = view(lens);
            Frame frame = STUDIO.draw(view, new Points(middle, null, Color.BLACK, radius));
            // A square faces the image, so that in perspective a ball away from the middle is off by a little.
            double rim = lens.equals(PARALLEL) ? 0.05 : 0.08;
            Rays.expectSphere(view, frame, new Vector3f(middle), radius, rim, rim);
        }
    }

    @Test
    void normalsOfABallPointOutwards() {
        Triangles ball = Examples.ball(new Vector3f(), 1, 40).shaded();
        float[] normals = ball.normals();
        for (int i = 0; i < normals.length; i += 3 * 41) {
            Vector3f normal = new Vector3f(normals[i], normals[i + 1], normals[i + 2]);
            Vector3f place = new Vector3f(ball.positions()[i], ball.positions()[i + 1], ball.positions()[i + 2]);
            assertTrue(normal.normalize().dot(place) > 0.99 || Math.abs(place.z) > 0.99, "vertex " + i / 3);
        }
    }

    @Test
    void bothSidesAreLitAlike() {
        Triangles one = new Triangles(new float[] {-3, -3, 0, 3, -3, 0, 0, 5, 0}, new int[] {0, 1, 2});
        Triangles other = new Triangles(one.positions(), new int[] {0, 2, 1});
        byte[] front =
                STUDIO.draw(Examples.flat(), Mesh.of(one, Color.of(0x808080))).rgba();
        byte[] back =
                STUDIO.draw(Examples.flat(), Mesh.of(other, Color.of(0x808080))).rgba();
        assertArrayEquals(front, back);
    }

    @Test
    void aLineCoversItsWidth() {
        for (float width : new float[] {1, 3, 6.5f}) {
            Curves line = new Curves(List.of(new float[] {-5, 0.1f, 0, 5, 0.1f, 0}), Color.BLACK, width);
            Frame frame = STUDIO.draw(Examples.flat(), line);
            for (int x : new int[] {0, 63, 127}) {
                double ink = 0;
                double place = 0;
                for (int y = 0; y < 96; y++) {
                    double covered = 1 - frame.component(x, y, 0) / 255.0;
                    ink += covered;
                    place += covered * (y + 0.5);
                }
                assertEquals(width, ink, 0.15);
                assertEquals(48 * 0.9, place / ink, 0.1);
            }
        }
    }

    @Test
    void aLineThatPassesTheEyeIsCut() {
        Camera camera = Camera.lookAt(new Vector3f(), new Vector3f(0, 1, 0), new Vector3f(0, 0, 1), EYE);
        Curves line = new Curves(List.of(new float[] {0.1f, -20, 0, 0.1f, 20, 0}), Color.BLACK, 2);
        Frame frame = STUDIO.draw(new View(camera, 64, 48), line);
        assertTrue(frame.component(50, 24, 0) < 60, "it comes from the right at the horizon");
        assertEquals(255, frame.component(20, 24, 0));
        assertEquals(255, frame.component(50, 10, 0));
    }

    @Test
    void aFrustumSeenFromItsOwnCameraIsTheRimOfTheImage() {
        View view = view(EYE);
        Frame frame = STUDIO.draw(view, new Frustums(List.of(view.camera()), 64f / 48, 1, Color.BLACK, 4));
        for (int x = 4; x < 60; x++) {
            assertTrue(frame.component(x, 0, 0) < 60 && frame.component(x, 47, 0) < 60, "column " + x);
            assertEquals(255, frame.component(x, 24, 0), "column " + x);
        }
        for (int y = 4; y < 44; y++) {
            assertTrue(
                    frame.component(0, y, 0) < 60 && frame.component(63, y, 0) < 60,
                    "row " + y + ": " + frame.component(0, y, 0) + ", " + frame.component(63, y, 0));
        }
    }

    @Test
    void aLayerIsTheFrameItCameFrom() {
        View view = view(EYE);
        Frame frame = STUDIO.drawClear(view, Mesh.of(soup(12), Color.of(0x8090a0)));
        Frame again = STUDIO.drawClear(view, new Layer(frame));
        assertArrayEquals(frame.rgba(), again.rgba());
        for (int i = 0; i < frame.depth().length; i++) {
            if (Float.isFinite(frame.depth()[i])) {
                assertEquals(frame.depth()[i], again.depth()[i], 1e-3);
            }
        }
    }
}
