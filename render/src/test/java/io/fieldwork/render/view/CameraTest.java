package io.fieldwork.render.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.joml.Matrix4f;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.joml.Vector4f;
import org.junit.jupiter.api.Test;

final class CameraTest {
    private static final Vector3f UP = new Vector3f(0, 0, 1);

    private static void expect(Vector3f wanted, Vector3f found) {
        assertTrue(wanted.distance(found) < 1e-5 * (1 + wanted.length()), wanted + " but " + found);
    }

    @Test
    void looksAtItsTarget() {
        Camera camera =
                Camera.lookAt(new Vector3f(0, -5, 0), new Vector3f(0, 1, 0), UP, new Lens.Perspective(1, 0.1f, 9));
        expect(new Vector3f(0, 1, 0), camera.forward());
        expect(new Vector3f(1, 0, 0), camera.right());
        expect(new Vector3f(0, 0, 1), camera.up());
        expect(new Vector3f(2, 3, -4), camera.view().transformPosition(new Vector3f(2, -1, 3)));
    }

    @Test
    void raysGoThroughTheImagePointsThatTheyBelongTo() {
        for (Lens lens : new Lens[] {new Lens.Perspective(0.9f, 0.2f, 50), new Lens.Orthographic(3, 0.2f, 50)}) {
            Camera camera = Camera.lookAt(new Vector3f(3, 2, 1), new Vector3f(0.2f, 0, -0.5f), UP, lens);
            Matrix4f matrix = lens.projection(1.5f).mul(camera.view());
            RayFan rays = camera.rays(1.5f);
            for (float depth : new float[] {0.5f, 7}) {
                Vector3f point = rays.origin(-0.3f, 0.8f).fma(depth, rays.direction(-0.3f, 0.8f));
                Vector4f clip = matrix.transform(new Vector4f(point, 1));
                assertEquals(-0.3f, clip.x / clip.w, 1e-4);
                assertEquals(0.8f, clip.y / clip.w, 1e-4);
                assertEquals(-depth, camera.view().transformPosition(point).z, 1e-4);
            }
        }
    }

    @Test
    void lensesRefuseWhatNoImageHas() {
        assertThrows(IllegalArgumentException.class, () -> new Lens.Perspective(0, 0.1f, 1));
        assertThrows(IllegalArgumentException.class, () -> new Lens.Perspective(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Lens.Perspective(1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Lens.Orthographic(Float.NaN, 1, 2));
        Camera camera = new Camera(UP, new Quaternionf(), new Lens.Orthographic(1, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new View(camera, 0, 5));
        assertThrows(IllegalArgumentException.class, () -> new Frame(2, 1, new byte[8], new float[1]));
        assertThrows(IllegalArgumentException.class, () -> new Budget(0, 0));
    }
}
