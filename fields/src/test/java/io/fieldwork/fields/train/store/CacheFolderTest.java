package io.fieldwork.fields.train.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    @Test
    void aPropertyComesBeforeTheEnvironmentAndThatBeforeTheHomeFolder() {
        Path home = Path.of("/home/a/.cache/fieldwork");
        assertEquals(Path.of("/data/kept"), CacheFolder.root("/data/kept", "/tmp/cache", "/home/a"));
        assertEquals(Path.of("/tmp/cache/fieldwork"), CacheFolder.root(null, "/tmp/cache", "/home/a"));
        assertEquals(home, CacheFolder.root("", null, "/home/a"));
        assertEquals(home, CacheFolder.root(null, "", "/home/a"));
        assertEquals(home, CacheFolder.root(null, "relative", "/home/a"));
    }

    @Test
    void aFolderIsFilledOnceAndWholeOrNotAtAll(@TempDir Path cache) throws IOException {
        Path target = cache.resolve("kind/name");
        assertThrows(
                IllegalStateException.class,
                () -> CacheFolder.filled(target, folder -> {
                    Files.writeString(folder.resolve("half"), "a");
                    throw new IllegalStateException("in the middle");
                }));
        try (Stream<Path> left = Files.list(cache.resolve("kind"))) {
            assertEquals(List.of(), left.toList());
        }
        for (String text : List.of("first", "second")) {
            assertEquals(target, CacheFolder.filled(target, folder -> {
                Files.createDirectories(folder.resolve("below"));
                Files.writeString(folder.resolve("below/text"), text);
            }));
            assertEquals("first", Files.readString(target.resolve("below/text")));
        }
    }

    @Test
    void anEqualFolderOfAnotherProcessIsUsed(@TempDir Path cache) throws IOException {
        Path target = cache.resolve("name");
        CacheFolder.filled(target, folder -> {
            Files.writeString(folder.resolve("text"), "mine");
            Files.createDirectories(target);
            Files.writeString(target.resolve("text"), "theirs");
        });
        assertEquals("theirs", Files.readString(target.resolve("text")));
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(List.of(target), left.toList());
        }
    }
}
