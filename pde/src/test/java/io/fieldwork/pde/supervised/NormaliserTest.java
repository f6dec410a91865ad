package io.fieldwork.pde.supervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Libtorch;
import io.fieldwork.fields.tensor.Tape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {
    /** Two samples of two channels on 1 x 3 points; the last point of the first channel never varies. */
    private static final float[] SAMPLES = {1, 2, 0, 10, 20, 30, 3, 6, 0, 30, 20, 10};

    @BeforeAll
    static void load() {
        Libtorch.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "scalar", "pixel"})
    void decodingUndoesEncoding(String kind) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly()) {
            NDArray samples = manager.create(SAMPLES, new Shape(2, 2, 1, 3));
            Normaliser normaliser = Normaliser.of(manager, kind, samples);
            assertArrayEquals(
                    SAMPLES, normaliser.decode(normaliser.encode(samples)).toFloatArray(), 1e-5f);
        }
    }

    @Test
    void meansAndDeviations() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Tape off = Tape.forwardOnly()) {
            NDArray samples = manager.create(SAMPLES, new Shape(2, 2, 1, 3));
            Normaliser scalar = Normaliser.of(manager, "scalar", samples);
            assertArrayEquals(new float[] {2, 20}, scalar.mean().toFloatArray(), 1e-6f);
            assertEquals(Math.sqrt(26 / 6.0), scalar.deviation().toFloatArray()[0], 1e-6);
            Normaliser pixel = Normaliser.of(manager, "pixel", samples);
            assertArrayEquals(new float[] {2, 4, 0, 20, 20, 20}, pixel.mean().toFloatArray(), 1e-6f);
            float[] encoded = pixel.encode(samples).toFloatArray();
            assertArrayEquals(new float[] {-1, -1, 0, -1, 0, 1, 1, 1, 0, 1, 0, -1}, encoded, 1e-5f);
        }
    }
}
