package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibtorchTest {
    @Test
    void loadsOnceAndFitsItsShim() {
        assertSame(Libtorch.load(), Libtorch.load());
        assertTrue(
                Libtorch.load().getVersion().startsWith(Libtorch.shimVersion()),
                Libtorch.load().getVersion());
        assertTrue(Files.isRegularFile(Libtorch.folder().resolve(System.mapLibraryName("torch"))));
    }

    @Test
    void theLibraryThatIsLoadedPassesTheSearchForItsVersion() throws IOException {
        Libtorch.load();
        Path library = Libtorch.folder().resolve(System.mapLibraryName("torch_cpu"));
        assertTrue(LibtorchVersion.embedded(library, Libtorch.shimVersion()));
        assertFalse(LibtorchVersion.embedded(library, "2.10.0"));
    }

    @Test
    void nothingIsFetchedOrReported() {
        Libtorch.load();
        assertTrue(Utils.isOfflineMode());
        assertTrue(Boolean.parseBoolean(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")));
    }

    @Test
    void clearsOnlyCacheFoldersWithoutALibrary(@TempDir Path cache) throws IOException {
        String version = Libtorch.shimVersion();
        Path half = Files.createDirectory(cache.resolve(version + "-cu128-linux-x86_64"));
        Files.createFile(half.resolve("0.36.0-libdjl_torch.so"));
        Path whole = Files.createDirectory(cache.resolve(version + "-cu128-other"));
        Files.createFile(whole.resolve(System.mapLibraryName("torch")));
        Path cpu = Files.createDirectory(cache.resolve(version + "-cpu-linux-x86_64"));

        Libtorch.clearHalfCache(cache);

        assertEquals("false true true", Files.exists(half) + " " + Files.exists(whole) + " " + Files.exists(cpu));
    }

    @Test
    void anAbsentCacheNeedsNoClearing(@TempDir Path cache) {
        Libtorch.clearHalfCache(cache.resolve("absent"));
    }
}
