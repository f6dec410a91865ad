package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwork.fields.cuda.CudaException;
import io.fieldwork.fields.cuda.Nvrtc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every CUDA source compiles for compute capabilities 8.0 and 9.0, with the toolkit's compiler and at run time. */
final class CudaSourceTest {
    private record Source(String file, Map<String, String> definitions, String... options) {
        @Override
        public String toString() {
            return file + " F=" + definitions.getOrDefault("FEATURES", "-");
        }
    }

    static List<Source> sources() {
        return List.of(
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(16, 2, 19, 16, 2048))),
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(8, 4, 19, 16, 2048))),
                new Source("hashgrid.cu", CudaHashGrid.definitions(new HashGridLayout(5, 3, 14, 16, 128))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.VM, true))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.VM, false))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.CP, false))),
                new Source("factorgrid.cu", CudaFactorGrid.definitions(factors(FactorLayout.Form.PLANES, false))),
                new Source("weights.cu", Map.of()),
                new Source("accumulate.cu", Map.of()),
                new Source("march.cu", CudaMarch.definitions(), "--fmad=false"),
                new Source("adam.cu", Map.of()),
                new Source("voxels.cu", Map.of()),
                new Source("exponential.cu", Map.of()),
                new Source("frequencies.cu", Map.of("OCTAVES", "10")),
                new Source("harmonics.cu", Map.of("DEGREE", "3")),
                new Source("harmonics.cu", Map.of("DEGREE", "4")));
    }

    private static FactorLayout factors(FactorLayout.Form form, boolean summed) {
        return new FactorLayout(form, 128, 100, 80, 48, summed);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void compilesWithTheToolkit(Source source, @TempDir Path folder) throws IOException {
        assumeTrue(CudaSubject.runs("nvcc", "--version"), "no CUDA toolkit");
        Path text = Files.writeString(folder.resolve(source.file), CudaSource.text(source.file, source.definitions));
        Path image = folder.resolve("image.fatbin");
        String failure = CudaSubject.run(
                "nvcc",
                "--threads",
                "2",
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

    @ParameterizedTest
    @MethodSource("sources")
    void compilesAtRunTime(Source source) {
        Nvrtc compiler = null;
        try {
            compiler = Nvrtc.get();
        } catch (CudaException e) {
            assumeTrue(false, e.getMessage());
        }
        String text = CudaSource.text(source.file, source.definitions);
        for (int capability : new int[] {80, 90}) {
            byte[] image = compiler.compile(source.file, text, capability, List.of(source.options));
            assertEquals("\u007fELF", new String(image, 0, 4, StandardCharsets.ISO_8859_1));
        }
    }
}
