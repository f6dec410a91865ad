package io.fieldwork.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.samples.cli.Matlab;
import io.fieldwork.samples.cli.TestShell;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about one's own data and program is followed to the letter, but for fewer steps. */
final class YourOwnDataTest {
    private static final Markdown PAGE = Markdown.of("docs/your-own.md");

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    @TempDir
    private Path folder;

    private static List<String> blocks(String heading, String language) {
        String section = PAGE.text().split("(?m)^## " + heading + "$", 2)[1].split("(?m)^## ", 2)[0];
        return FENCED.matcher(section)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    @BeforeEach
    void write() throws IOException {
        double[] values = new double[20 * 16 * 24];
        Arrays.setAll(values, i -> Math.sin(0.3 * i) + i / 384);
        NpyArray pairs = NpyArray.of(values, 20, 16, 24);
        NpzFile.write(folder.resolve("own.npz"), Map.of("a", pairs, "u", pairs), false);
        NpzFile.write(
                folder.resolve("new.npz"), Map.of("a", NpyArray.of(Arrays.copyOf(values, 600), 1, 20, 30)), false);
        Matlab.Numbers matrix = new Matlab.Numbers(values, 20, 16, 24);
        Matlab.write(folder.resolve("own.mat"), Map.of("a", matrix, "u", matrix), ByteOrder.LITTLE_ENDIAN);
        Matlab.Numbers some = new Matlab.Numbers(Arrays.copyOf(values, 768), 2, 16, 24);
        Matlab.write(folder.resolve("new.mat"), Map.of("a", some), ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void dataAreLearnedAndPredicted() throws IOException {
        TestShell shell = new TestShell(folder);
        String yaml = blocks("Your own data", "yaml").getFirst();
        assertEquals(4, yaml.lines().count());
        assertTrue(yaml.contains("minutes: 10") && yaml.contains("path: own.npz"), yaml);
        shell.write(
                "own.yaml", yaml.replace("minutes: 10", "steps: 3").replace("own.npz", folder.resolve("own.npz") + ""));
        int[][] shapes = {{1, 20, 30}, {2, 16, 24}};
        List<String> commands = blocks("Your own data", "");
        assertEquals(shapes.length, commands.size());
        for (int i = 0; i < shapes.length; i++) {
            assertTrue(commands.get(i).lines().count() <= 5);
            for (String line : commands.get(i).lines().toList()) {
                String[] words = (line.replace("data.path=", "data.path=" + folder + "/") + " --device cpu")
                        .replace("own.yaml", folder + "/own.yaml")
                        .split(" ");
                assertEquals("./fieldwork", words[0]);
                assertEquals(0, shell.run(Kinds.ALL, Arrays.copyOfRange(words, 1, words.length)), shell.err());
            }
            Path found = folder.resolve("found.npz");
            assertArrayEquals(shapes[i], NpzFile.read(found).array("output").shape());
            Files.delete(found);
        }
    }

    /**
     * The program, in a folder whose name is no plain one, with its class path in another order, without a display, and without a
     * folder for temporary files.
     */
    @Test
    void aProgramRunsWithoutOptions() throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("Füße und mehr"));
        Files.copy(folder.resolve("own.npz"), home.resolve("own.npz"));
        Path source = Files.writeString(
                home.resolve("Own.java"), blocks("Your own program", "java").getFirst());
        String separator = System.getProperty("path.separator");
        List<String> places = List.of(System.getProperty("java.class.path").split(separator));
        String path = String.join(separator, places.reversed());
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-nowarn", "-d", home + "", "-cp", path, source + ""));
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + home.resolve("missing"),
                        "-cp",
                        home + separator + path,
                        "Own")
                .directory(home.toFile())
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        program.environment().keySet().removeAll(List.of("GLIBC_TUNABLES", "JAVA_TOOL_OPTIONS", "TORCH_CPP_LOG_LEVEL"));
        Process process = program.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(home.resolve("err"));
        assertTrue(ended && process.exitValue() == 0, said);
        List<String> lines = Files.readAllLines(home.resolve("out"));
        assertTrue(Double.parseDouble(lines.get(lines.size() - 2)) < 2, lines.toString());
        assertEquals("384", lines.getLast());
        for (String noise : List.of("SLF4J", "INFO", "Exception", "\tat ")) {
            assertTrue(!said.contains(noise), said);
        }
    }
}
