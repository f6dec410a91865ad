package io.fieldwork.fields.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceOpacityTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void densityOfLaplacesDistribution() {
        LaplaceOpacity opacity = new LaplaceOpacity(manager, 0.1, Parameter.Group.DENSE);
        assertEquals(0.1, opacity.spread(), 1e-7);
        NDArray d = manager.create(new float[] {-0.3f, -0.1f, 0, 0.05f, 0.1f, 0.3f});
        assertArrayEquals(
                new float[] {9.751065f, 8.160603f, 5, 3.032653f, 1.839397f, 0.248935f},
                opacity.density(d).toFloatArray(),
                2e-5f);
    }

    /** d sigma / d beta by differences of the closed form. */
    @Test
    void theWidthIsLearned() {
        LaplaceOpacity opacity = new LaplaceOpacity(manager, 0.1, Parameter.Group.DENSE);
        try (Tape tape = Tape.open()) {
            NDArray d = manager.create(new float[] {0.05f});
            tape.backward(opacity.density(d).sum());
        }
        double h = 1e-5;
        double slope = (density(0.05, 0.1 + h) - density(0.05, 0.1 - h)) / (2 * h);
        assertEquals(slope, Tape.gradient(opacity.parameter().value()).getFloat(0), 1e-3);
    }

    private static double density(double d, double beta) {
        return 0.5 * Math.exp(-d / beta) / beta;
    }

    /** Opacities of intervals that lead straight through the distances from the first to the last, at s = 64. */
    @ParameterizedTest
    @CsvSource({"0.02, -0.02, 0.721963", "0.1, 0.08, 0.0042888", "-0.02, -0.04, 0.670156", "0.05, 0.1, 0"})
    void opacityOfTheLogisticFunction(float first, float last, double alpha) {
        LogisticOpacity opacity = new LogisticOpacity(manager, 1 / 64.0, 0, Parameter.Group.DENSE);
        NDArray d = manager.create(new float[] {(first + last) / 2});
        NDArray slope = manager.create(new float[] {Math.signum(last - first)});
        NDArray delta = manager.create(new float[] {Math.abs(last - first)});
        float extinction =
                opacity.extinction(d, opacity.density(d), slope, delta).getFloat(0);
        assertEquals(alpha, -Math.expm1(-extinction * delta.getFloat(0)), 4e-5);
    }

    /** The extinction of a short interval is the density times how steeply the ray looks at the surface. */
    @Test
    void shortIntervalsHaveTheDensity() {
        LogisticOpacity opacity = new LogisticOpacity(manager, 0.05, 0, Parameter.Group.DENSE);
        NDArray d = manager.create(new float[] {-0.05f, 0, 0.05f});
        NDArray slope = manager.create(new float[] {-0.5f, -0.5f, -0.5f});
        NDArray delta = manager.create(new float[] {0.01f, 0.01f, 0.01f});
        float[] density = opacity.density(d).toFloatArray();
        float[] extinction =
                opacity.extinction(d, opacity.density(d), slope, delta).toFloatArray();
        for (int i = 0; i < 3; i++) {
            assertEquals(0.5 * density[i], extinction[i], 0.02 * density[i] + 0.01);
        }
    }

    @Test
    void slopesBecomeWhatTheyAre() {
        LogisticOpacity opacity = new LogisticOpacity(manager, 0.05, 100, Parameter.Group.DENSE);
        NDArray d = manager.create(new float[] {0});
        NDArray slope = manager.create(new float[] {0.5f});
        NDArray delta = manager.create(new float[] {0.05f});
        float early = opacity.extinction(d, d, slope, delta).getFloat(0);
        opacity.adapt(200);
        float late = opacity.extinction(d, d, slope, delta).getFloat(0);
        assertEquals(0, late, 1e-3);
        assertEquals(true, early > 1);
    }
}
