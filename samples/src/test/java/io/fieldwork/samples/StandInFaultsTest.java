package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.cuda.CudaException;
import io.fieldwork.fields.cuda.StandIn;
import io.fieldwork.fields.kernel.HostedCuda;
import io.fieldwork.samples.config.Configuration;
import io.fieldwork.samples.kind.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a device does wrong, at every call in turn: an error of one sentence, the checkpoint as it was, and no array that was not there
 * before.
 */
final class StandInFaultsTest {
    private static final String RADIANCE = """
            kind: radiance
            scene: {path: 'shipped:toybox', imageScale: 0.25}
            sampling: {type: occupancy, samples: 256, stepsAcross: 32, occupancyResolution: 8}
            field: {levels: 2, log2Table: 8, baseResolution: 4, finestResolution: 8, hidden: 8}
            train: {steps: 1}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void requireCompiler() {
        StandIn.require();
    }

    @AfterEach
    void mend() {
        if (StandIn.isPossible()) {
            StandIn.device();
        }
    }

    @Test
    void everyLaunchWithoutMemoryIsOneSentenceAndLosesNothing() throws IOException {
        CudaCompiler device = StandIn.device();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session session = open(device, manager)) {
            Path checkpoint = folder.resolve("state.safetensors");
            train(device, session, checkpoint);
            byte[] saved = Files.readAllBytes(checkpoint);
            int before = StandIn.calls("cuLaunchKernel");
            train(device, session, folder.resolve("other"));
            int launches = StandIn.calls("cuLaunchKernel") - before;
            assertTrue(launches > 5, launches + " launches");
            int arrays = arrays(manager);
            for (int n = 0; n < launches; n++) {
                int after = n;
                StandIn.fail("cuLaunchKernel", after, StandIn.OUT_OF_MEMORY);
                var error = assertThrows(CudaException.class, () -> train(device, session, checkpoint));
                assertSentence(error, "OUT_OF_MEMORY", "the GPU is out of memory");
                assertEquals(arrays, arrays(manager), "arrays after the fault of launch " + n);
            }
            assertArrayEquals(saved, Files.readAllBytes(checkpoint));
            train(device, session, folder.resolve("healthy"));
            assertEquals(arrays, arrays(manager));
        }
    }

    @Test
    void aLostDeviceStaysLost() throws IOException {
        CudaCompiler device = StandIn.device();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session session = open(device, manager)) {
            Path checkpoint = folder.resolve("state.safetensors");
            train(device, session, checkpoint);
            byte[] saved = Files.readAllBytes(checkpoint);
            StandIn.fail("cuLaunchKernel", 3, StandIn.ILLEGAL_ADDRESS);
            for (int k = 0; k < 2; k++) {
                var error = assertThrows(CudaException.class, () -> train(device, session, checkpoint));
                assertSentence(error, "ILLEGAL_ADDRESS", "a new one can resume");
            }
            assertArrayEquals(saved, Files.readAllBytes(checkpoint));
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session again = open(StandIn.device(), manager)) {
            again.trainer(folder.resolve("state.safetensors"), List.of()).resume(folder.resolve("state.safetensors"));
        }
    }

    @Test
    void everyModuleWithoutMemoryIsOneSentence() {
        CudaCompiler healthy = StandIn.device();
        int modules;
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session session = open(healthy, manager)) {
            train(healthy, session, folder.resolve("state"));
            modules = StandIn.calls("cuModuleLoadData");
        }
        assertTrue(modules > 3, modules + " modules");
        for (int n = 0; n < modules; n++) {
            CudaCompiler device = StandIn.device();
            StandIn.fail("cuModuleLoadData", n, StandIn.OUT_OF_MEMORY);
            var error = assertThrows(CudaException.class, () -> openAndTrain(device));
            assertSentence(error, "cuModuleLoadData", "the GPU is out of memory");
        }
    }

    @Test
    void otherFaultsAreNamed() {
        CudaCompiler failing = StandIn.device();
        StandIn.fail("cuLaunchKernel", 0, StandIn.OUT_OF_RESOURCES);
        assertSentence(
                assertThrows(CudaException.class, () -> openAndTrain(failing)), "OUT_OF_RESOURCES", "more registers");
        CudaCompiler old = StandIn.device(70);
        assertSentence(
                assertThrows(CudaException.class, () -> openAndTrain(old)), "does not compile for", "capability 7.0");
        CudaCompiler bare = StandIn.withoutCompiler();
        assertSentence(assertThrows(CudaException.class, () -> openAndTrain(bare)), "NVRTC", "FIELDWORK_NVRTC");
    }

    private void openAndTrain(CudaCompiler device) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu());
                Session session = open(device, manager)) {
            train(device, session, folder.resolve("never"));
        }
    }

    private static Session open(CudaCompiler device, NDManager manager) {
        return HostedCuda.call(
                device,
                () -> Configuration.of(Kinds.ALL, "test", "test", RADIANCE)
                        .job()
                        .open(manager, "cuda"));
    }

    private static void train(CudaCompiler device, Session session, Path checkpoint) {
        HostedCuda.call(device, () -> session.trainer(checkpoint, List.of()).run());
    }

    private static void assertSentence(CudaException error, String... parts) {
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), error.getMessage());
        }
    }

    /** The arrays that a manager and all below it hold. */
    private static int arrays(NDManager manager) {
        try {
            Field field = BaseNDManager.class.getDeclaredField("resources");
            field.setAccessible(true);
            int count = 0;
            for (Object resource : ((Map<?, ?>) field.get(manager)).values()) {
                count += resource instanceof NDArray ? 1 : 0;
                count += resource instanceof NDManager below ? arrays(below) : 0;
            }
            return count;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
