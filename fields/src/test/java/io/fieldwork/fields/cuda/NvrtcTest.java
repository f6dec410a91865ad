package io.fieldwork.fields.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NvrtcTest {
    private static final String SOURCE = "extern \"C\" __global__ void fill(float *y) { y[threadIdx.x] = VALUE; }";

    @Test
    void compilersAreFoundByTheirNames(@TempDir Path folder) throws IOException {
        for (String name : List.of(
                "libnvrtc-1a2b3c.so.12", "libnvrtc-builtins.so.12.8", "libnvrtc.alt.so.12", "libcudart.so.12")) {
            Files.createFile(folder.resolve(name));
        }
        assertEquals(List.of(folder.resolve("libnvrtc-1a2b3c.so.12").toString()), NvrtcLocations.in(folder));
        assertEquals(List.of(), NvrtcLocations.in(folder.resolve("absent")));
    }

    @Test
    void aMissingLibraryIsNamed() {
        var error = assertThrows(
                CudaException.class,
                () -> NativeLibrary.open("the compiler", List.of("libabsent.so.1", "libabsent.so")));
        assertEquals("the compiler could not be loaded; tried libabsent.so.1, libabsent.so", error.getMessage());
    }

    @Test
    void machineCodeForAKnownArchitecture() {
        byte[] image = compiler().compile("fill.cu", SOURCE, 80, List.of("--define-macro=VALUE=1.5f"));
        assertEquals("\u007fELF", new String(image, 0, 4, StandardCharsets.ISO_8859_1));
    }

    @Test
    void portableCodeForAnArchitectureOfTheFuture() {
        byte[] image = compiler().compile("fill.cu", SOURCE, 990, List.of("--define-macro=VALUE=1.5f"));
        String text = new String(image, StandardCharsets.US_ASCII);
        assertTrue(text.contains(".target") && text.contains("fill"), text);
        assertEquals(0, image[image.length - 1]);
    }

    @Test
    void errorsCarryTheLog() {
        Nvrtc compiler = compiler();
        var error = assertThrows(CudaException.class, () -> compiler.compile("fill.cu", SOURCE, 80, List.of()));
        assertTrue(error.getMessage().startsWith("fill.cu does not compile"), error.getMessage());
        assertTrue(error.getMessage().contains("VALUE"), error.getMessage());
    }

    private static Nvrtc compiler() {
        try {
            return Nvrtc.get();
        } catch (CudaException e) {
            assumeTrue(false, e.getMessage());
            throw e;
        }
    }
}
