package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private float[] positions(float[] edges, float[] weights, float[] u) {
        NDArray found = new Resampling(manager).inverse(row(edges), row(weights).add(1e-5f), row(u));
        return found.toFloatArray();
    }

    private NDArray row(float... values) {
        return manager.create(values, new Shape(1, values.length));
    }

    /** Shares of a quarter, a half and a quarter, so that the values are known. */
    @Test
    void theDistributionFunctionIsInverted() {
        float[] found = positions(
                new float[] {0, 1, 2, 4}, new float[] {100, 200, 100}, new float[] {0, .125f, .25f, .5f, .875f, 1});
        assertArrayEquals(new float[] {0, .5f, 1, 1.5f, 3, 4}, found, 1e-5f);
    }

    /** As NeRF's sampler does it, 1e-5 is added to each weight. */
    @Test
    void smallWeightsGetTheirShareOfWhatIsAdded() {
        float[] found =
                positions(new float[] {2, 3, 5, 6}, new float[] {0, 2e-5f, 1e-5f}, new float[] {.1f, .5f, .75f, .9f});
        double[] share = {1e-5 / 6e-5, 3e-5 / 6e-5, 2e-5 / 6e-5};
        assertArrayEquals(
                new float[] {
                    (float) (2 + .1 / share[0]),
                    (float) (3 + 2 * (.5 - share[0]) / share[1]),
                    (float) (5 + (.75 - share[0] - share[1]) / share[2]),
                    (float) (5 + (.9 - share[0] - share[1]) / share[2])
                },
                found,
                1e-4f);
    }

    @Test
    void withoutWeightPositionsAreEven() {
        float[] found = positions(new float[] {1, 2, 3, 4, 5}, new float[4], new float[] {0, .25f, .5f, .75f, 1});
        assertArrayEquals(new float[] {1, 2, 3, 4, 5}, found, 1e-5f);
    }

    @Test
    void oneHeavyBinTakesEverything() {
        float[] found = positions(new float[] {0, 1, 2, 3}, new float[] {0, 1, 0}, new float[] {.01f, .5f, .99f});
        assertArrayEquals(new float[] {1.01f, 1.5f, 1.99f}, found, 1e-3f);
    }

    /** Many rays at once: the shares of positions in the bins are those of the weights. */
    @Test
    void everyRayHasADensityOfItsOwn() {
        int rays = 20;
        int bins = 7;
        int n = 4000;
        Draws draws = Draws.of(1, "resampling", 0);
        float[] edges = new float[rays * (bins + 1)];
        float[] weights = new float[rays * bins];
        float[] u = new float[rays * n];
        for (int r = 0; r < rays; r++) {
            for (int k = 0; k <= bins; k++) {
                int at = r * (bins + 1) + k;
                edges[at] = (k == 0 ? r : edges[at - 1]) + 0.1f + draws.uniform(at);
            }
            for (int k = 0; k < bins; k++) {
                weights[r * bins + k] = draws.uniform(-1L - r * bins - k);
            }
            for (int i = 0; i < n; i++) {
                u[r * n + i] = (i + 0.5f) / n;
            }
        }
        float[] found = new Resampling(manager)
                .inverse(
                        manager.create(edges, new Shape(rays, bins + 1)),
                        manager.create(weights, new Shape(rays, bins)),
                        manager.create(u, new Shape(rays, n)))
                .toFloatArray();
        for (int r = 0; r < rays; r++) {
            int ray = r;
            double sum = IntStream.range(0, bins)
                    .mapToDouble(k -> weights[ray * bins + k])
                    .sum();
            for (int k = 0; k < bins; k++) {
                float low = edges[r * (bins + 1) + k];
                float high = edges[r * (bins + 1) + k + 1];
                long inside = IntStream.range(0, n)
                        .filter(i -> found[ray * n + i] >= low && found[ray * n + i] < high)
                        .count();
                assertEquals(weights[r * bins + k] / sum, inside / (double) n, 1e-3, "ray " + r + " bin " + k);
            }
            assertTrue(IntStream.range(1, n).allMatch(i -> found[ray * n + i] >= found[ray * n + i - 1]));
        }
    }
}
