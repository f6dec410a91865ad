package io.fieldwork.fields.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Device memory here is pinned host memory that the driver itself hands out. */
final class CudaDeviceTest {
    private static final String SOURCE = """
            extern "C" __global__ void scale(int n, float factor, float *y) {
                int i = blockIdx.x * blockDim.x + threadIdx.x;
                if (i < n) y[i] = factor * i;
            }
            #ifdef LAUNCHABLE
            LAUNCHABLE(scale)
            #endif
            """;

    @Test
    void withoutADriverThereIsNoDevice() {
        assumeTrue(CudaDriver.devices().isEmpty(), "there is a device");
        assertThrows(CudaException.class, () -> CudaDevice.open(0));
    }

    @Test
    void aMachineWithoutTheDriverHasNoDevices() {
        assertEquals(List.of(), CudaDriver.devices("libno-such-driver.so.1"));
    }

    @Test
    void describesADevice() {
        var device = new NvidiaDevice(0, "NVIDIA H100", 80L << 30, 90);
        assertEquals("gpu0: NVIDIA H100 (compute capability 9.0, 80 GiB)", device.toString());
    }

    @Test
    void aCompiledFunctionRuns() {
        assumeTrue(!CudaDriver.devices().isEmpty(), "no CUDA device");
        CudaDevice device = CudaDevice.open(0);
        assertTrue(device.capability() >= 50);
        CudaProgram program = device.compile("scale.cu", SOURCE, List.of());
        assertSame(program, device.compile("scale.cu", SOURCE, List.of()));
        int n = 1000;
        try (Arena arena = Arena.ofConfined()) {
            CudaDriver driver = CudaDriver.get();
            MemorySegment y = driver.handle("cuMemHostAlloc", 4L * n, 2).reinterpret(4L * n);
            MemorySegment address = arena.allocate(ValueLayout.JAVA_LONG);
            driver.call("cuMemHostGetDevicePointer_v2", address, y, 0);
            program.launch("scale", CudaProgram.Grid.over(n, 128), n, 0.5f, address.get(ValueLayout.JAVA_LONG, 0));
            driver.call("cuCtxSynchronize");
            for (int i = 0; i < n; i++) {
                assertEquals(0.5f * i, y.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
            driver.call("cuMemFreeHost", y);
        }
    }

    @Test
    void missingFunctionsAreNamed() {
        assumeTrue(!CudaDriver.devices().isEmpty(), "no CUDA device");
        CudaProgram program = CudaDevice.open(0).compile("scale.cu", SOURCE, List.of());
        var error = assertThrows(CudaException.class, () -> program.launch("absent", CudaProgram.Grid.over(1, 32)));
        assertTrue(error.getMessage().contains("CUDA_ERROR_NOT_FOUND"), error.getMessage());
    }

    @Test
    void theStandInSaysWhatItIs() {
        StandIn.require();
        List<NvidiaDevice> devices = StandIn.devices();
        assertEquals(1, devices.size());
        assertEquals(
                "gpu0: stand-in for a device (host memory, for tests) (compute capability 9.0, 1 GiB)",
                devices.getFirst().toString());
    }

    @Test
    void aFunctionRunsThroughTheStandIn() {
        StandIn.require();
        int modules = StandIn.modules();
        CudaDevice device = StandIn.device();
        CudaProgram program = device.compile("scale.cu", SOURCE, List.of());
        assertSame(program, device.compile("scale.cu", SOURCE, List.of()));
        assertEquals(modules + 1, StandIn.modules());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment y = arena.allocate(ValueLayout.JAVA_FLOAT, 1001);
            program.launch("scale", CudaProgram.Grid.over(1000, 128), 1000, 0.5f, y.address());
            for (int i = 0; i < 1000; i++) {
                assertEquals(0.5f * i, y.getAtIndex(ValueLayout.JAVA_FLOAT, i));
            }
            assertEquals(0, y.getAtIndex(ValueLayout.JAVA_FLOAT, 1000));
        }
        program.launch("scale", new CudaProgram.Grid(0, 1, 128), 0, 0f, 0L);
        assertEquals(1, StandIn.calls("cuLaunchKernel"));
        var error = assertThrows(CudaException.class, () -> program.launch("absent", CudaProgram.Grid.over(1, 32)));
        assertTrue(error.getMessage().contains("CUDA_ERROR_NOT_FOUND"), error.getMessage());
    }

    @Test
    void launchesThatADeviceRejectsAreErrors() {
        StandIn.require();
        CudaProgram program = StandIn.device().compile("scale.cu", SOURCE, List.of());
        for (var grid : List.of(new CudaProgram.Grid(1, 1, 2048), new CudaProgram.Grid(1, 65536, 32))) {
            var error = assertThrows(CudaException.class, () -> program.launch("scale", grid, 0, 0f, 0L));
            assertTrue(error.getMessage().contains("CUDA_ERROR_INVALID_VALUE"), error.getMessage());
        }
    }

    @Test
    void anArchitectureOfTheFutureTakesPortableCode() {
        StandIn.require();
        CudaProgram program = StandIn.device(100).compile("scale.cu", SOURCE, List.of());
        program.launch("scale", CudaProgram.Grid.over(1, 32), 0, 0f, 0L);
        assertEquals(1, StandIn.calls("cuLaunchKernel"));
    }

    @Test
    void anArchitectureThatTheCompilerDoesNotKnowIsNamed() {
        StandIn.require();
        CudaDevice old = StandIn.device(70);
        var error = assertThrows(CudaException.class, () -> old.compile("scale.cu", SOURCE, List.of()));
        assertTrue(error.getMessage().endsWith("does not compile for compute capability 7.0"), error.getMessage());
    }
}
