package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.UserError;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NdcTest {
    private static final double F = 60;
    private static final int W = 120;
    private static final int H = 80;
    private static final double N = 0.5;
    private static final float[] UNTURNED = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] mapped(Ndc ndc, float... x) {
        return ndc.map(manager)
                .apply(manager.create(x, new Shape(x.length / 3, 3)))
                .toFloatArray();
    }

    private static Ndc plain(double near) {
        return new Ndc(UNTURNED, 2 * F / W, 2 * F / H, near);
    }

    /** The corners of the view at the near plane, a point at twice its depth, and one very far away. */
    @Test
    void theViewBecomesACube() {
        float[] found = mapped(plain(1), 1, 2 / 3f, -1, -2, 0, -2, 0, 0, -1e6f, 0, 0, -0.1f);
        assertArrayEquals(new float[] {1, 1, -1, -1, 0, 0, 0, 0, 1, 0, 0, -2}, found, 1e-5f);
    }

    /** A ray from o' in the direction d' of the paper's equations 25 and 26, moved to the near plane first, at t' = 1 - oz / (oz + t dz). */
    @Test
    void raysAreThoseOfThePaper() {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            double[] o = {random.nextDouble() - 0.5, random.nextDouble() - 0.5, 0.3 * random.nextDouble()};
            double[] d = {0.4 * random.nextGaussian(), 0.3 * random.nextGaussian(), -0.5 - random.nextDouble()};
            double shift = -(N + o[2]) / d[2];
            for (int k = 0; k < 3; k++) {
                o[k] += shift * d[k];
            }
            double[] from = {-2 * F / W * o[0] / o[2], -2 * F / H * o[1] / o[2], 1 + 2 * N / o[2]};
            double[] along = {
                -2 * F / W * (d[0] / d[2] - o[0] / o[2]), -2 * F / H * (d[1] / d[2] - o[1] / o[2]), -2 * N / o[2]
            };
            assertEquals(-1, from[2], 1e-9);
            double t = 10 * random.nextDouble();
            double own = 1 - o[2] / (o[2] + t * d[2]);
            float[] found =
                    mapped(plain(N), (float) (o[0] + t * d[0]), (float) (o[1] + t * d[1]), (float) (o[2] + t * d[2]));
            for (int k = 0; k < 3; k++) {
                assertEquals(Math.clamp(from[k] + own * along[k], -2, 2), found[k], 1e-4);
            }
        }
    }

    /** A camera at (0, 2, 0) that looks along y with z up. */
    @Test
    void theFrameIsThatOfTheCamera() {
        Ndc ndc = new Ndc(new float[] {1, 0, 0, 0, 0, 0, -1, 2, 0, 1, 0, 0}, 1, 1.5, N);
        assertArrayEquals(new float[] {0, 0, 0, 1, 0.75f, 0}, mapped(ndc, 0, 3, 0, 1, 3, 0.5f), 1e-5f);
    }

    @Test
    void theNearPlaneIsBeforeTheCamera() {
        assertThrows(UserError.class, () -> plain(0));
    }
}
