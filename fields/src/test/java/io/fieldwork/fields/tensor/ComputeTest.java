package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComputeTest {
    @Test
    void takesTheDeviceAskedFor() {
        Compute compute = Compute.choose("cpu");
        assertEquals(Device.cpu(), compute.device());
        assertEquals("cpu", compute.name());
    }

    @Test
    void automaticChoiceSaysWhyAndWorks() {
        Compute compute = Compute.choose("auto");
        assertFalse(compute.reason().isBlank());
        assertEquals(compute.device(), Compute.choose(compute.name()).device());
        try (NDManager manager = compute.newManager()) {
            assertEquals(compute.device(), manager.ones(new Shape(2)).getDevice());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "gpu-1", "cuda", "CPU", "gpu0000"})
    void refusesWhatIsNoDevice(String wish) {
        UserError error = assertThrows(UserError.class, () -> Compute.choose(wish));
        assertTrue(error.getMessage().contains("'" + wish + "'"), error.getMessage());
    }

    @Test
    void refusesADeviceThatLibtorchCannotUse() {
        UserError error = assertThrows(UserError.class, () -> Compute.choose("gpu999"));
        assertTrue(error.getMessage().contains("gpu999"), error.getMessage());
    }

    @Test
    void aCpuBuildNamesTheWayOut() {
        Libtorch.load();
        assumeFalse(Libtorch.hasCuda());
        UserError error = assertThrows(UserError.class, () -> Compute.choose("gpu0"));
        assertTrue(error.getMessage().contains("PYTORCH_LIBRARY_PATH"), error.getMessage());
    }
}
