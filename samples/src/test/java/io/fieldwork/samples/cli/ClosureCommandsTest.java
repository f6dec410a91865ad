package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Closures of an active fluid from the command line. */
class ClosureCommandsTest {
    private static final String SMALL = """
            kind: closure
            data: {solver: {points: 32, modes: 12, step: 0.02}, begin: 6, end: 7.5, train: 1}
            field: {type: equivariant, width: 8, layers: 1}
            learning: {from: 6, over: 1, horizons: [1, 2], frames: 2}
            train: {steps: 20, rate: 0.01}
            output: {images: 1, previewSeconds: 0}
            """;

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
    }

    @AfterEach
    void close() {
        System.clearProperty("fieldwork.cache");
    }

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    @Test
    void aClosureIsLearnedAndMeasuredBesideOthers() throws IOException {
        String file = shell.write("closure.yaml", SMALL).toString();
        assertEquals(0, run("train", file, "--device", "cpu", "--out", "run"), shell.err());
        assertTrue(
                shell.out().contains("1 runs of 7 frames on 32 x 32 points of a box of 10.0; 1 to test"), shell.out());
        assertTrue(shell.out().contains("Error of m4 "), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        for (String name : List.of("order", "trajectory", "closure", "statistics", "spectrum")) {
            String ending = name.equals("order") ? ".png" : ".svg";
            assertTrue(Files.isRegularFile(run.images().resolve(name + "_test_0" + ending)), name);
        }
        assertEquals(0, run("eval", "run", "--json"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        for (String name : List.of("relativeL2", "m4Error", "couplingError", "trajectoryError")) {
            for (String whose : List.of("", "Bingham", "Persistence")) {
                assertTrue((double) numbers.get(name + whose) > 0, name + whose + " in " + numbers);
            }
        }
        assertTrue((double) numbers.get("m4Error") < (double) numbers.get("m4ErrorBingham"), numbers.toString());
    }

    @Test
    void mistakesAreOneSentence() {
        String file = shell.write("closure.yaml", SMALL).toString();
        assertEquals(2, run("train", file, "--set", "field.type=fixed", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("unknown key field."), shell.err());
        assertEquals(2, run("train", file, "--set", "data.zeta=[17]", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("zeta is 17.0; expected less for 12 modes"), shell.err());
        assertEquals(2, run("train", file, "--set", "learning.step=0.1", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("a whole part of the interval 0.25"), shell.err());
    }
}
