package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.kind.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** From a trained run to one of another architecture, which is a run like any other. */
class DistillCommandTest {
    private static final String SAMPLING =
            "sampling={type: occupancy, samples: 1024, stepsAcross: 64, occupancyResolution: 16}";
    private static final String VOXELS = "field={type: plenoxels, resolutions: [12], changes: [], density: 0.02}";
    private static final String QUIET = "output={images: 1, previewSeconds: 0}";

    @TempDir
    Path temp;

    private TestShell shell;

    @BeforeEach
    void open() {
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
        shell = new TestShell(temp);
        String config = shell.write("tiny.yaml", """
                        kind: radiance
                        scene: {path: 'generated:still-life'}
                        generate: {train: 12, validation: 1, test: 2, width: 32, height: 32, samples: 1, points: 0, mesh: 0}
                        field: {type: hashGrid, levels: 4, log2Table: 12, finestResolution: 64, hidden: 16}
                        sampling: {type: occupancy, samples: 1024, stepsAcross: 64, occupancyResolution: 16}
                        output: {images: 1, previewSeconds: 0}
                        """).toString();
        assertEquals(0, run("train", config, "--steps", "60", "--out", "teacher", "--device", "cpu"), shell.err());
    }

    @AfterEach
    void close() {
        System.clearProperty("fieldwork.cache");
    }

    private int run(String... arguments) {
        return shell.run(Job::open, arguments);
    }

    private int distill(String teacher, String steps, String out) {
        return run(
                "distill",
                teacher,
                "--to",
                "plenoxels",
                "--steps",
                steps,
                "--out",
                out,
                "--device",
                "cpu",
                "--set",
                SAMPLING,
                "--set",
                VOXELS,
                "--set",
                QUIET);
    }

    private Map<?, ?> measured(String run) {
        assertEquals(0, run("eval", run, "--json", "--device", "cpu"), shell.err());
        return new JsonMapper().readValue(shell.out(), Map.class);
    }

    @Test
    void aStudentIsARunLikeAnyOtherAndTeachesToo() {
        assertEquals(0, distill("teacher", "30", "student"), shell.err());
        assertTrue(shell.out().contains("To the teacher's views PSNR "), shell.out());
        assertTrue(Files.isRegularFile(temp.resolve("student/images/test_0_teacher.png")));
        Map<?, ?> numbers = measured("student");
        assertTrue((double) numbers.get("psnr") > 8, numbers.toString());
        assertTrue((double) numbers.get("psnrTeacher") > 8, numbers.toString());
        assertEquals(
                0, run("render", "student", "--camera", "test:0", "--out", "view.png", "--device", "cpu"), shell.err());
        assertTrue(Files.isRegularFile(temp.resolve("view.png")));
        assertEquals(0, distill("student", "4", "third"), shell.err());
        assertTrue(measured("third").containsKey("psnrTeacher"));
    }

    @Test
    void aTeacherThatIsGoneOrAnotherIsRefusedAndTheStudentIsShownAllTheSame() throws IOException {
        assertEquals(0, distill("teacher", "4", "student"), shell.err());
        String[] onwards = {"train", "student", "--resume", "--steps", "8", "--device", "cpu"};
        assertEquals(0, run("train", "teacher", "--resume", "--steps", "61", "--device", "cpu"), shell.err());
        assertEquals(2, run(onwards), shell.out());
        assertTrue(shell.err().contains("teacher has changed since this run was started"), shell.err());
        Files.move(temp.resolve("teacher"), temp.resolve("elsewhere"));
        assertEquals(2, run(onwards), shell.out());
        assertTrue(shell.err().contains("but there is no trained run"), shell.err());
        assertFalse(measured("student").containsKey("psnrTeacher"));
    }

    @Test
    void mistakesAreOneSentence() {
        assertEquals(2, distill("nowhere", "4", "a"), shell.out());
        assertTrue(shell.err().contains("There is no run folder"), shell.err());
        assertEquals(2, run("distill", "teacher", "--to", "nerv", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("--to is 'nerv'; the nearest known field is nerf"), shell.err());
        assertEquals(
                2,
                run("distill", "teacher", "--to", "nerf", "--out", "a", "--set", "distill.clip=[7, -2]"),
                shell.out());
        assertTrue(shell.err().contains("distill.clip is [7.0, -2.0]; expected two numbers"), shell.err());
        assertEquals(2, distill("teacher", "4", "teacher"), shell.out());
        assertTrue(shell.err().contains("is not empty"), shell.err());
        assertEquals(2, run("train", "toybox-distill", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("but there is no trained run"), shell.err());
    }
}
