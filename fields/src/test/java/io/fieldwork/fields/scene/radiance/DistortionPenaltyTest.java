package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.tensor.Tape;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The linear sums against the double sum over all pairs of a ray's samples, and the gradient against its differences. */
class DistortionPenaltyTest {
    private static final int[] OFFSETS = {0, 5, 5, 6, 40};
    private static final double SIDE = 2;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Samples samples(double[] t, double[] delta, int... offsets) {
        int[] rays = IntStream.range(0, t.length)
                .map(i ->
                        (int) IntStream.of(offsets).filter(first -> first <= i).count() - 1)
                .toArray();
        return new Samples(
                manager.create(offsets),
                manager.create(rays),
                manager.zeros(new Shape(t.length, 3)),
                manager.create(t),
                manager.create(delta));
    }

    private static double pairs(double[] w, double[] t, double[] delta, int... offsets) {
        double sum = 0;
        for (int r = 0; r + 1 < offsets.length; r++) {
            for (int i = offsets[r]; i < offsets[r + 1]; i++) {
                for (int j = offsets[r]; j < offsets[r + 1]; j++) {
                    sum += w[i] * w[j] * Math.abs(t[i] - t[j]) / SIDE;
                }
                sum += w[i] * w[i] * delta[i] / SIDE / 3;
            }
        }
        return sum / (offsets.length - 1);
    }

    @Test
    void theWorkedExample() {
        double[] edges = {0, 0.1, 0.3, 0.6};
        double[] t = {0.05, 0.2, 0.45};
        double[] delta = {edges[1] - edges[0], edges[2] - edges[1], edges[3] - edges[2]};
        NDArray weights = manager.create(new double[] {0.2, 0.3, 0.4});
        double value = new DistortionPenalty(manager, 1, false, 1)
                .value(weights, samples(t, delta, 0, 3))
                .getDouble();
        assertEquals(0.1653333, value, 1e-7);
    }

    @Test
    void allPairsOfARayCount() {
        Random random = new Random(5);
        int s = OFFSETS[OFFSETS.length - 1];
        double[] w = random.doubles(s, 0, 0.2).toArray();
        double[] t = new double[s];
        double[] delta = random.doubles(s, 0.01, 0.1).toArray();
        for (int i = 0; i < s; i++) {
            t[i] = 2 + (i == 0 ? 0 : t[i - 1] - 2 + delta[i]);
        }
        DistortionPenalty penalty = new DistortionPenalty(manager, SIDE, false, 1);
        try (Tape tape = Tape.open()) {
            NDArray weights = manager.create(w);
            weights.setRequiresGradient(true);
            NDArray value = penalty.value(weights, samples(t, delta, OFFSETS));
            assertEquals(pairs(w, t, delta, OFFSETS), value.getDouble(), 1e-12);
            tape.backward(value);
            double[] gradient = Tape.gradient(weights).toDoubleArray();
            for (int i = 0; i < s; i++) {
                double[] up = w.clone();
                double[] down = w.clone();
                up[i] += 1e-5;
                down[i] -= 1e-5;
                double difference = (pairs(up, t, delta, OFFSETS) - pairs(down, t, delta, OFFSETS)) / 2e-5;
                assertEquals(difference, gradient[i], 1e-9, "sample " + i);
            }
        }
    }

    @Test
    void noSamplesAreNotDistorted() {
        NDArray none = manager.create(new double[0]);
        double value = new DistortionPenalty(manager, 1, false, 1)
                .value(none, samples(new double[0], new double[0], 0, 0, 0))
                .getDouble();
        assertEquals(0, value);
    }
}
