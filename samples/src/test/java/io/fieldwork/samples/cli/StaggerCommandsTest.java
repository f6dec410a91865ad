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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Flows learned from their equation alone, from the command line. */
class StaggerCommandsTest {
    private static final String SMALL = """
            kind: stagger
            data: {grid: [16, 32], bodies: [disc]}
            field: {type: base, width: 4}
            learning: {space: [1, 2], pool: 4, batch: 2, life: 20, frames: 4, tests: 1}
            train: {steps: 6}
            output: {images: 1, previewSeconds: 0}
            """;

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        shell = new TestShell(temp);
    }

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    @Test
    void aFlowIsLearnedAndMeasured() throws IOException {
        String file = shell.write("flow.yaml", SMALL).toString();
        assertEquals(0, run("train", file, "--device", "cpu", "--out", "run"), shell.err());
        assertTrue(shell.out().contains("flows around disc on 16 x 32 cells"), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        assertTrue(Files.isRegularFile(run.images().resolve("flow_test_0.png")));
        assertTrue(Files.isRegularFile(run.images().resolve("errors_test_0.svg")));
        assertEquals(0, run("eval", "run", "--json"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        for (String name : List.of("residual", "relativeL2", "millisecondsPerFrame", "aliased")) {
            assertTrue((double) numbers.get(name) > 0, name + " in " + numbers);
        }
    }

    @Test
    void factorsThatDoNotDivideTheGridAreOneSentence() throws IOException {
        String file =
                shell.write("flow.yaml", SMALL.replace("[1, 2]", "[3, 2]")).toString();
        assertEquals(2, run("train", file, "--device", "cpu", "--out", "run"));
        assertTrue(shell.err().contains("3 does not divide the 16 cells of the grid 16 x 32"), shell.err());
    }
}
