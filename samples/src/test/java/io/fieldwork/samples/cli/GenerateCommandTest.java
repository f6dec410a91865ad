package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.kind.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    private static final String[] TINY = {
        "--train",
        "7",
        "--test",
        "1",
        "--validation",
        "0",
        "--width",
        "16",
        "--height",
        "12",
        "--samples",
        "1",
        "--points",
        "20",
        "--mesh",
        "16"
    };

    @TempDir
    Path temp;

    private String[] generate(String... arguments) {
        String[] all = new String[1 + arguments.length + TINY.length];
        all[0] = "generate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        System.arraycopy(TINY, 0, all, 1 + arguments.length, TINY.length);
        return all;
    }

    /** What is generated is a capture that can be named in place of a configuration. */
    @Test
    void aCaptureIsWrittenAndRead() {
        TestShell shell = new TestShell(temp);
        assertEquals(0, shell.run(generate("courtyard", "--format", "llff", "--out", "court")), shell.err());
        assertTrue(shell.out().contains("7 train, 1 test"), shell.out());
        assertTrue(shell.out().contains("scene.holdout=8"), shell.out());
        assertTrue(Files.isRegularFile(temp.resolve("court/exact/mesh.ply")));
        assertEquals(
                0, shell.run(Job::open, "train", temp.resolve("court").toString(), "--device", "cpu", "--dry-run"));
        assertTrue(shell.out().contains("poses_bounds.npy"), shell.out());
        assertTrue(shell.out().contains("7 training, 0 validation, 1 test images of 16x12"), shell.out());
    }

    @Test
    void mistakesAreNamed() {
        TestShell shell = new TestShell(temp);
        assertEquals(2, shell.run(generate("garden", "--out", "a")));
        assertTrue(shell.err().contains("'courtyard'"), shell.err());
        assertEquals(2, shell.run(generate("courtyard", "--format", "idr", "--out", "a")));
        assertTrue(shell.err().contains("dtu"), shell.err());
        assertEquals(2, shell.run(generate("courtyard", "--turn", "-1", "--out", "a")));
        assertTrue(shell.err().contains("generate.turn is -1.0"), shell.err());
        shell.write("notes.txt", "mine");
        assertEquals(2, shell.run(generate("courtyard", "--out", ".")));
        assertTrue(shell.err().contains("not empty"), shell.err());
    }

    /** A configuration that generates what it learns from, by either of the keys that name the scene. */
    @Test
    void aConfigurationGeneratesItsPhotographs() {
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
        try {
            TestShell shell = new TestShell(temp);
            String block = "{train: 7, test: 1, width: 16, height: 12, samples: 1, points: 20, mesh: 0}";
            String config = shell.write(
                            "own.yaml",
                            "kind: radiance\nscene: {path: 'generated:still-life'}\ngenerate: " + block + "\n")
                    .toString();
            assertEquals(0, shell.run(Job::open, "train", config, "--device", "cpu", "--dry-run"), shell.err());
            assertTrue(shell.out().contains("7 training, 2 validation, 1 test images of 16x12"), shell.out());
            assertTrue(shell.out().contains("path: generated:still-life"), shell.out());
            assertEquals(
                    2,
                    shell.run(
                            Job::open,
                            "train",
                            config,
                            "--set",
                            "generate.scene=courtyard",
                            "--device",
                            "cpu",
                            "--dry-run"));
            assertTrue(shell.err().contains("leave one of them out"), shell.err());
        } finally {
            System.clearProperty("fieldwork.cache");
        }
    }
}
