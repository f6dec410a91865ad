package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java that only says how it was started. */
final class LauncherTest {
    private static final List<String> MODULES = List.of("samples", "render", "pde", "fields");

    @TempDir
    private Path temp;

    private Path java;

    @BeforeEach
    void makeJava() throws IOException {
        assumeTrue(File.separatorChar == '/', "the launcher is a shell script");
        java = temp.resolve("jdk");
        write(java.resolve("release"), "JAVA_VERSION=\"25\"\n");
        Path program = write(java.resolve("bin/java"), "#!/bin/sh\necho \"$LC_ALL\"\nprintf '%s\\n' \"$@\"\n");
        assertTrue(program.toFile().setExecutable(true));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A checkout that looks as if it had been built. */
    private Path checkout(String name) throws IOException {
        Path root = temp.resolve(name);
        write(root.resolve("fieldwork"), Files.readString(Path.of("..", "fieldwork")));
        write(root.resolve("pom.xml"), "");
        for (String module : MODULES) {
            write(root.resolve(module + "/pom.xml"), "");
            Files.createDirectories(root.resolve(module + "/src/main"));
            write(root.resolve(module + "/target/fieldwork-" + module + ".jar"), "");
        }
        write(root.resolve("samples/target/test-classpath"), "/repository/test.jar");
        write(root.resolve("samples/target/classpath"), "/repository/a.jar:/repository/b.jar");
        return root;
    }

    private List<String> started(Path root, String locale, String... arguments)
            throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(List.of("sh", root.resolve("fieldwork").toString(), "list"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("FIELDWORK_JAVA_HOME", java.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }

    @Test
    void aCheckoutThatMovedAfterBuildingFindsItsModules() throws Exception {
        Path moved = Files.move(checkout("here"), temp.resolve("there"));
        List<String> said = started(moved, "C.UTF-8");
        Path root = moved.toRealPath();
        List<String> jars = List.of(said.get(said.indexOf("-cp") + 1).split(":"));
        assertEquals(
                MODULES.stream()
                        .map(module -> root.resolve(module + "/target/fieldwork-" + module + ".jar")
                                .toString())
                        .toList(),
                jars.subList(0, 4));
        assertEquals(List.of("/repository/a.jar", "/repository/b.jar"), jars.subList(4, jars.size()));
        assertEquals("list", said.getLast());
    }

    @Test
    void aLocaleThatIsNotInstalledIsReplaced() throws Exception {
        Path root = checkout("here");
        assertEquals("C.UTF-8", started(root, "xx_YY.UTF-8").getFirst());
        assertEquals("C.UTF-8", started(root, "xx_YY").getFirst());
    }

    @Test
    void sparkIsOnTheClassPathOfThoseWhoAskForIt() throws Exception {
        Path root = checkout("here");
        assertFalse(started(root, "C.UTF-8", "--spark", "local[2]").toString().contains("add-opens"));
        write(root.resolve("samples/spark/target/classpath"), "/repository/spark.jar");
        write(root.resolve("samples/spark/target/fieldwork-spark.jar"), "");
        List<String> said = started(root, "C.UTF-8", "--spark", "local[2]");
        String path = said.get(said.indexOf("-cp") + 1);
        assertTrue(path.contains("samples/spark/target/fieldwork-spark.jar:"), path);
        assertTrue(path.endsWith(":/repository/spark.jar"), path);
        assertTrue(said.contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"), said.toString());
        assertFalse(started(root, "C.UTF-8").toString().contains("spark"));
    }
}
