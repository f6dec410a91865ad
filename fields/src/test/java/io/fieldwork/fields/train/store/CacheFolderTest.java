package io.fieldwork.fields.train.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
}
