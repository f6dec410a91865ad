package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Medium;
import io.fieldwork.fields.field.RadianceField;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Composite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PenaltyOptionsTest {
    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aTermThatTheFieldDoesNotHaveIsRefused() {
        try (RadianceField field = HashGridOptionsBuilder.builder()
                .levels(1)
                .log2Table(4)
                .build()
                .build(manager, Kernels.of(manager), Box.cube(1), 1)) {
            PenaltyOptions options =
                    PenaltyOptionsBuilder.builder().totalVariation(0.25).build();
            UserError error = assertThrows(UserError.class, () -> options.build(manager, Box.cube(1), false, field));
            assertEquals(
                    "penalties.totalVariation is 0.25, but this field has no such term; its terms: none.",
                    error.getMessage());
        }
    }

    /** -0.3 ln 0.3 - 0.7 ln 0.7 = 0.6108643; the derivative is ln(0.7 / 0.3) = 0.8472979. */
    @Test
    void entropyIsThatOfTheOpacity() {
        NDArray opacity = manager.create(new float[] {0.3f});
        opacity.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            Medium.Geometry none = new Medium.Geometry(opacity, opacity);
            NDArray value =
                    new EntropyPenalty(manager, 1).value(tape, null, new Composite(none, opacity, opacity, opacity));
            tape.backward(value);
            assertEquals(0.6108643, value.getFloat(), 1e-6);
        }
        assertEquals(0.8472979, opacity.getGradient().getFloat(), 1e-6);
    }
}
