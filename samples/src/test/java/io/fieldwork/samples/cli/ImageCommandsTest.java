package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.image.DeadLeaves;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.view.Offscreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Pictures from the command line. */
class ImageCommandsTest {
    private static final List<String> SMALL = List.of(
            "--device",
            "cpu",
            "--set",
            "field={type: cam, frequencies: 24, hidden: 24, nodes: 8}",
            "--set",
            "output={images: 1, previewSeconds: 0}");

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

    private void train(String what, String... more) {
        List<String> all = new ArrayList<>(List.of("train", what, "--steps", "60", "--out", "run"));
        all.addAll(SMALL);
        all.addAll(List.of(more));
        assertEquals(0, run(all.toArray(String[]::new)), shell.err());
    }

    @Test
    void aPictureIsLearnedMeasuredAndWritten() throws IOException {
        Path picture = temp.resolve("leaves.png");
        new DeadLeaves(1).pixels(40).writePng(picture);
        train(picture.toString());
        assertTrue(shell.out().contains("is a picture: 'fieldwork train image --set scene.path="), shell.out());
        assertTrue(shell.out().contains("leaves.png, 40 x 40 pixels"), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        for (String name : List.of("test_0_comparison.png", "detail.png", "spectrum.svg")) {
            assertTrue(Files.isRegularFile(run.images().resolve(name)), name);
        }
        assertTrue(Files.readString(temp.resolve("run/config.yaml")).contains("rate: 0.001"));
        assertEquals(0, run("eval", "run", "--json"), shell.err());
        Map<?, ?> numbers = new JsonMapper().readValue(shell.out(), Map.class);
        assertTrue(
                numbers.keySet().containsAll(Set.of("psnr", "psnrOffSample", "psnrBilinear", "bytes", "parameters")));
        assertTrue((double) numbers.get("psnr") > 12, numbers.toString());
        assertEquals(0, run("render", "run", "--out", "large.png", "--size", "96x50"), shell.err());
        Image large = Image.read(temp.resolve("large.png"));
        assertEquals(List.of(96, 50), List.of(large.width(), large.height()));
        assertEquals(2, run("render", "run", "--out", "huge.png", "--size", "40000x40000"), shell.out());
        assertTrue(shell.err().contains("--size is 40000x40000"), shell.err());
        assertEquals(2, run("render", "run", "--out", "orbit"), shell.out());
        assertTrue(shell.err().contains("holds a picture"), shell.err());
        Offscreen.require();
        String[] view = {
            "view", "run", "--headless", "--frames", "1", "--out", "view", "--mode", "error", "--size", "320x240"
        };
        assertEquals(0, run(view), shell.err());
        assertTrue(Files.isRegularFile(temp.resolve("view/frame_0000.png")), shell.out());
    }

    @Test
    void generatedPicturesAreChosenByNumberOrSeed() {
        train("image", "--set", "scene={path: 'generated:text', size: 24}", "--seed", "18");
        assertTrue(shell.out().contains("generated:text-2, 24 x 24 pixels"), shell.out());
    }

    @Test
    void mistakesAreOneSentence() {
        assertEquals(2, run("train", "image", "--set", "scene.path=generated:text-17", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("generated:text-3"), shell.err());
        assertEquals(2, run("train", "image", "--set", "field.type=fnn", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("ffn"), shell.err());
        assertEquals(2, run("train", "image", "--set", "sampling.every=100", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("sampling.every is 100"), shell.err());
        assertEquals(2, run("train", "image", "--set", "scene.size=20000", "--out", "a"), shell.out());
        assertTrue(shell.err().contains("scene.size is 20000; expected at most 16384"), shell.err());
    }
}
