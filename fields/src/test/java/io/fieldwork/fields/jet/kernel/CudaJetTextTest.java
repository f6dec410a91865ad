package io.fieldwork.fields.jet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.cuda.InstalledNvrtc;
import io.fieldwork.fields.cuda.KernelResources;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of the CUDA kernels, and that compilers for devices of compute capability 8.0 and 9.0 accept it. */
final class CudaJetTextTest {
    private static final Slots HEAT = JetCase.SLOTS.get(1);

    /** Every source of some slot sets. */
    static List<String> all(List<Slots> sets) {
        List<String> texts = new ArrayList<>();
        for (Slots slots : sets) {
            for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
                for (Activation function : Activation.values()) {
                    texts.add(CudaJetText.activation(function, slots, type));
                }
                texts.add(CudaJetText.product(slots, type));
                texts.add(CudaJetText.gate(slots, type));
            }
        }
        return texts;
    }

    @Test
    void everyPartIsFilledIn() {
        for (String text : all(JetCase.SLOTS)) {
            assertFalse(text.contains("$"), text);
            assertFalse(text.contains("null"), text);
            assertEquals(
                    text.chars().filter(c -> c == '{').count(),
                    text.chars().filter(c -> c == '}').count());
            assertEquals(2, text.split("__global__", -1).length - 1);
        }
    }

    @Test
    void rulesOfTheHeatEquation() {
        String text = CudaJetText.activation(Activation.TANH, HEAT, DataType.FLOAT64);
        for (String line : List.of(
                "y[0] = f[0] * (1);",
                "y[3] = f[1] * (z[3]) + f[2] * (z[2] * z[2]);",
                "d[0] = f[1] * (g[0]) + f[2] * (z[1] * g[1] + z[2] * g[2] + z[3] * g[3]) + f[3] * (z[2] * z[2] *"
                        + " g[3]);",
                "d[2] = f[1] * (g[2]) + f[2] * (z[2] * g[3] * 2);")) {
            assertTrue(text.contains(line), text);
        }
        String product = CudaJetText.product(HEAT, DataType.FLOAT32);
        assertTrue(product.contains("y[3] = a[0] * b[3] + a[2] * b[2] * 2 + a[3] * b[0];"), product);
        assertTrue(product.contains("d[2] = b[0] * g[2] + b[2] * g[3] * 2;"), product);
    }

    @Test
    void onlyFloatingTypesHaveKernels() {
        assertThrows(IllegalArgumentException.class, () -> CudaJetText.product(HEAT, DataType.INT32));
    }

    @Test
    void compilesWithTheToolkit(@TempDir Path folder) throws IOException {
        InstalledNvrtc.skipIfFound();
        assumeTrue(EmulatedCuda.runs("nvcc", "--version"), "no CUDA toolkit");
        List<String> sources = all(JetCase.SLOTS.subList(3, 4));
        Path text = Files.writeString(folder.resolve("jets.cu"), EmulatedCuda.joined(sources));
        Path image = folder.resolve("jets.fatbin");
        String failure = EmulatedCuda.run(
                "nvcc",
                "-gencode",
                "arch=compute_80,code=sm_80",
                "-gencode",
                "arch=compute_90,code=sm_90",
                "-fatbin",
                "-o",
                image.toString(),
                text.toString());
        assertEquals("", failure);
        assertTrue(Files.size(image) > 0);
    }

    /** A thread holds whole jets, so registers grow with the slots; what leaves them stays below 16 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {80, 86, 89, 90, 100})
    void compilesAtRunTimeAndStaysInRegisters(int capability) {
        List<String> sources = all(List.of(HEAT));
        String account =
                InstalledNvrtc.orSkip().account("jets.cu", EmulatedCuda.joined(sources), capability, List.of());
        List<KernelResources> functions = KernelResources.read(account);
        assertEquals(2 * sources.size(), functions.size());
        for (KernelResources function : functions) {
            assertTrue(function.spilled() <= 16, function.toString());
            assertEquals(0, function.shared(), function.toString());
            assertTrue(function.blocks(256, capability) >= 2, function.toString());
        }
    }

    @Test
    void manySlotsCompileAtRunTime() {
        List<String> sources = all(JetCase.SLOTS.subList(6, 7));
        byte[] image = InstalledNvrtc.orSkip().compile("jets.cu", EmulatedCuda.joined(sources), 90, List.of());
        assertEquals("\u007fELF", new String(image, 0, 4, StandardCharsets.ISO_8859_1));
    }
}
