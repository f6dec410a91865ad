package io.fieldwork.samples.kind.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.render.view.View;
import io.fieldwork.samples.camera.Cameras;
import java.util.Random;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

class CamerasTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    private final Random random = new Random(3);

    private Camera camera() {
        return Camera.lookAt(
                Intrinsics.ofFieldOfView(WIDTH, HEIGHT, random.nextDouble(0.2, 2.5)),
                new float[] {number(), number(), number()},
                new float[] {number(), number(), number()},
                new float[] {number(), number(), number()});
    }

    private float number() {
        return random.nextFloat(-3, 3);
    }

    @Test
    void thePixelsOfAPhotographHaveTheSameRays() {
        for (int i = 0; i < 50; i++) {
            Camera camera = camera();
            PixelRays rays = new PixelRays(new View(Cameras.of(camera, 0.1f, 10), WIDTH, HEIGHT), 0);
            float[] origin = new float[3];
            float[] direction = new float[3];
            float[] expected = new float[6];
            for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel += 7) {
                camera.ray(pixel % WIDTH + 0.5, pixel / WIDTH + 0.5, expected, 0);
                rays.write(pixel, origin, direction);
                for (int k = 0; k < 3; k++) {
                    assertEquals(expected[k], origin[k], 1e-5);
                    assertEquals(expected[3 + k], direction[k], 1e-5);
                }
            }
        }
    }

    @Test
    void aStepOfDepthIsAStepAlongTheAxis() {
        io.fieldwork.render.view.Camera camera = Cameras.of(camera(), 0.1f, 10);
        PixelRays rays = new PixelRays(new View(camera, WIDTH, HEIGHT), 5);
        for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel += 11) {
            assertEquals(1, rays.direction(pixel).dot(camera.forward()), 1e-5);
        }
    }

    /** Where the ray of a pixel meets the image, in pixels. */
    private static double[] place(PixelRays rays, io.fieldwork.render.view.Camera camera, int pixel) {
        Vector3f way = rays.direction(pixel);
        double height = camera.lens().heightAt(1);
        return new double[] {
            WIDTH / 2.0 + way.dot(camera.right()) * HEIGHT / height,
            HEIGHT / 2.0 - way.dot(camera.up()) * HEIGHT / height
        };
    }

    @Test
    void passesFillThePixelEvenly() {
        io.fieldwork.render.view.Camera camera = Cameras.of(camera(), 0.1f, 10);
        View view = new View(camera, WIDTH, HEIGHT);
        int pixel = 13 * WIDTH + 17;
        int passes = 64;
        int[] cells = new int[16];
        double[] mean = new double[2];
        for (int pass = 0; pass < passes; pass++) {
            double[] at = place(new PixelRays(view, pass), camera, pixel);
            if (pass == 0) {
                assertArrayEquals(new double[] {17.5, 13.5}, at, 1e-4);
            }
            double x = at[0] - 17;
            double y = at[1] - 13;
            assertTrue(x > -1e-4 && x < 1 + 1e-4 && y > -1e-4 && y < 1 + 1e-4);
            cells[(int) Math.clamp(4 * x, 0, 3) + 4 * (int) Math.clamp(4 * y, 0, 3)]++;
            mean[0] += x / passes;
            mean[1] += y / passes;
        }
        assertArrayEquals(new double[] {0.5, 0.5}, mean, 0.02);
        for (int count : cells) {
            assertTrue(count >= 2 && count <= 6, count + " of 64 points in a sixteenth of the pixel");
        }
    }
}
