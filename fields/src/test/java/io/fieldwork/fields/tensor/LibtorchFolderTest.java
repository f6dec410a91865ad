package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibtorchFolderTest {
    private static final String ENGINE = "0.36.0";

    @TempDir
    private Path root;

    private Path lib;

    @BeforeEach
    void makeFolder() throws IOException {
        lib = Files.createDirectories(root.resolve("torch/lib"));
        Files.createFile(lib.resolve(System.mapLibraryName("torch")));
        write("lib/" + System.mapLibraryName("torch_cpu"), "code\0text\0" + "2.7.1\0more");
    }

    @Test
    void findsTheFirstFolderThatHoldsTheLibrary() {
        String path = root + File.pathSeparator + lib;
        assertEquals(lib, LibtorchFolder.find(path).path());
        Path file = lib.resolve(System.mapLibraryName("torch"));
        assertEquals(lib, LibtorchFolder.find(file.toString()).path());
    }

    @Test
    void namesTheFolderThatWasMeant() {
        UserError error = assertThrows(
                UserError.class, () -> LibtorchFolder.find(lib.getParent().toString()));
        assertTrue(error.getMessage().contains("did you mean " + lib + "?"), error.getMessage());
    }

    @Test
    void refusesAFolderWithoutTheLibrary() {
        Path absent = root.resolve("absent");
        UserError error = assertThrows(UserError.class, () -> LibtorchFolder.find(absent.toString()));
        assertTrue(error.getMessage().contains("PYTORCH_LIBRARY_PATH is " + absent), error.getMessage());
    }

    @Test
    void readsTheVersionOfAnArchive() throws IOException {
        write("build-version", "2.7.1+cu128\n");
        assertEquals("2.7.1", LibtorchVersion.written(lib).orElseThrow());
        assertFits();
    }

    @Test
    void readsTheVersionOfAPythonPackage() throws IOException {
        write("version.py", "from typing import Optional\n\n__all__ = ['__version__']\n__version__ = '2.10.0+cpu'\n");
        assertRefused("version 2.10.0,");
    }

    @Test
    void aWrittenVersionCountsMoreThanTheLibrary() throws IOException {
        write("build-version", "2.7.0+cpu");
        assertRefused("version 2.7.0,");
    }

    @Test
    void searchesTheLibraryWhereNothingIsWritten() throws IOException {
        assertFits();
        write("lib/" + System.mapLibraryName("torch_cpu"), "\0" + "12.7.1\0" + "2.7.12\0" + "2.7.1x\0");
        assertRefused("not recognisably version 2.7.1,");
    }

    @Test
    void acceptsAnyVersionWithItsOwnShim() throws IOException {
        write("version.py", "__version__ = '2.10.0'");
        for (String name : new String[] {"", ENGINE + "-"}) {
            Path shim = Files.createFile(lib.resolve(name + System.mapLibraryName("djl_torch")));
            assertFits();
            Files.delete(shim);
        }
        assertRefused("version 2.10.0,");
    }

    @Test
    void recognisesACudaBuild() throws IOException {
        assertFalse(new LibtorchFolder(lib).hasCuda());
        Files.createFile(lib.resolve(System.mapLibraryName("torch_cuda")));
        assertTrue(new LibtorchFolder(lib).hasCuda());
    }

    private void assertFits() {
        assertDoesNotThrow(() -> new LibtorchFolder(lib).requireFit("2.7.1", ENGINE));
    }

    private void assertRefused(String found) {
        UserError error = assertThrows(UserError.class, () -> new LibtorchFolder(lib).requireFit("2.7.1", ENGINE));
        assertTrue(error.getMessage().contains(found), error.getMessage());
        assertTrue(error.getMessage().contains(lib.toString()), error.getMessage());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(root.resolve("torch").resolve(name), text);
    }
}
