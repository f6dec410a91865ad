package io.fieldwork.samples.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedTest {
    private static final String ROOT = "io/fieldwork/samples/";

    @TempDir
    Path temp;

    @Test
    void pathsOfTheUserAreLeftAlone() {
        assertEquals(Path.of("/data/lego"), Shipped.locate("/data/lego"));
    }

    @Test
    void whatIsNotShippedIsNamed() {
        UserError error = assertThrows(UserError.class, () -> Shipped.locate("shipped:nothing"));
        assertTrue(error.getMessage().contains("shipped:nothing"), error.getMessage());
        assertThrows(UserError.class, () -> Shipped.locate("shipped:../configs"));
    }

    @Test
    void theToyboxLiesOnDisk() {
        assertTrue(Files.isRegularFile(Shipped.locate("shipped:toybox").resolve("transforms_train.json")));
    }

    @Test
    void dataInAJarAreUnpackedOnceIntoTheCache() throws Exception {
        assumeTrue(System.getenv("XDG_CACHE_HOME") == null, "the cache folder is set from outside");
        Path jar = jar();
        String home = System.getProperty("user.home");
        System.setProperty("user.home", temp.toString());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, withoutThese())) {
            Class<?> packed = loader.loadClass(Shipped.class.getName());
            assertEquals(
                    Map.of("toybox", "A box of toys."),
                    packed.getMethod("configurations").invoke(null));
            Path data = (Path) packed.getMethod("locate", String.class).invoke(null, "shipped:toys");
            assertTrue(data.startsWith(temp.resolve(".cache/fieldwork")), data.toString());
            assertEquals("pixels", Files.readString(data.resolve("train/a.png")));
            Files.writeString(data.resolve("train/a.png"), "kept");
            assertEquals(data, packed.getMethod("locate", String.class).invoke(null, "shipped:toys"));
            assertEquals("kept", Files.readString(data.resolve("train/a.png")), "unpacked once");
            try (Stream<Path> entries = Files.list(data.getParent())) {
                assertEquals(1, entries.count(), "nothing is left beside");
            }
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private Path jar() throws IOException {
        Path jar = temp.resolve("a jar.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : new String[] {"Shipped", "Shipped$Reading"}) {
                add(out, ROOT + "config/" + name + ".class", bytes(name));
            }
            add(out, ROOT + "configs/toybox.yaml", "# A box of toys.\nkind: radiance\n".getBytes());
            add(out, ROOT + "toys/transforms_train.json", "{}".getBytes());
            add(out, ROOT + "toys/train/a.png", "pixels".getBytes());
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = Shipped.class.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        }
    }

    /** Everything but this package, so that it is taken from the jar. */
    private static ClassLoader withoutThese() {
        ClassLoader parent = ShippedTest.class.getClassLoader();
        return new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("io.fieldwork.samples.")) {
                    throw new ClassNotFoundException(name);
                }
                return parent.loadClass(name);
            }
        };
    }
}
