package io.fieldwork.fields.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwork.fields.cuda.InstalledNvrtc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every CUDA source compiles for compute capabilities 8.0 and 9.0 with the toolkit's compiler, where there is no other. */
final class CudaSourceTest {
    static List<CudaSources.Source> sources() {
        return CudaSources.all();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void compilesWithTheToolkit(CudaSources.Source source, @TempDir Path folder) throws IOException {
        InstalledNvrtc.skipIfFound();
        assumeTrue(CudaSubject.runs("nvcc", "--version"), "no CUDA toolkit");
        Path text = Files.writeString(folder.resolve(source.file()), source.text());
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
}
