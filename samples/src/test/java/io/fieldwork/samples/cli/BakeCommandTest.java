package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.GlException;
import io.fieldwork.samples.kind.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a field that was trained for some steps to a grid and its pictures. */
class BakeCommandTest {
    @TempDir
    Path temp;

    @BeforeEach
    void open() {
        System.setProperty("fieldwork.cache", temp.resolve("cache").toString());
    }

    @AfterEach
    void close() {
        System.clearProperty("fieldwork.cache");
    }

    private static void requireOpenGl() {
        try {
            Context.offscreen().close();
        } catch (GlException e) {
            if (e.getCause() instanceof UnsatisfiedLinkError) {
                abort(e.getMessage());
            }
            throw e;
        }
    }

    private static double psnr(String table, String what) {
        Matcher row = Pattern.compile(what + " +([0-9.]+) dB").matcher(table);
        assertTrue(row.find(), table);
        return Double.parseDouble(row.group(1));
    }

    @Test
    void aGridLooksLikeItsField() {
        requireOpenGl();
        TestShell shell = new TestShell(temp);
        String config = shell.write("tiny.yaml", """
                        kind: radiance
                        scene: {path: 'generated:still-life'}
                        generate: {train: 24, validation: 1, test: 3, width: 64, height: 64, samples: 1, points: 0, mesh: 0}
                        field: {type: hashGrid, levels: 4, log2Table: 12, finestResolution: 64, hidden: 16}
                        sampling: {samples: 4096, stepsAcross: 128, occupancyResolution: 32}
                        train: {steps: 120}
                        output: {images: 0}
                        """).toString();
        assertEquals(0, shell.run(Job::open, "train", config, "--device", "cpu", "--out", "run"), shell.err());
        assertTrue(shell.out().contains("Rendering the held-out views."), shell.out());
        assertTrue(shell.out().matches("(?s).*Test PSNR \\d+[.]\\d+ dB, SSIM 0[.]\\d+[.].*"), shell.out());
        String[] bake = {
            "bake", "run", "--device", "cpu", "--resolution", "64", "--degree", "1", "--out", "g.safetensors"
        };
        assertEquals(0, shell.run(Job::open, bake), shell.err());
        String table = shell.out();
        assertTrue(psnr(table, "grid to field") > 28, table);
        assertEquals(psnr(table, "field to photographs"), psnr(table, "grid to photographs"), 1.5, table);
        assertEquals(2, shell.run(Job::open, bake), "an existing file is kept");
        assertTrue(shell.err().contains("--force"), shell.err());

        String[] live = {"render", "run", "--device", "cpu", "--camera", "test:0", "--out", "live.png"};
        assertEquals(0, shell.run(Job::open, live), shell.err());
        assertEquals(
                0,
                shell.run(
                        Job::open,
                        "render",
                        "run",
                        "--device",
                        "cpu",
                        "--baked",
                        "g.safetensors",
                        "--camera",
                        "test:0",
                        "--out",
                        "baked.png"),
                shell.err());
        Image field = Image.read(temp.resolve("live.png"));
        Image grid = Image.read(temp.resolve("baked.png"));
        double sum = 0;
        for (int i = 0; i < field.pixels().length; i++) {
            sum += Math.abs((field.pixels()[i] & 0xff) - (grid.pixels()[i] & 0xff));
        }
        assertTrue(sum / field.pixels().length < 6, "off by " + sum / field.pixels().length);

        String[] alone = {"render", "g.safetensors", "--size", "64x48", "--frames", "2", "--out", "frames"};
        assertEquals(0, shell.run(Job::open, alone), shell.err());
        assertEquals(48, Image.read(temp.resolve("frames/frame_0001.png")).height());
        assertEquals(
                0,
                shell.run(Job::open, "render", "g.safetensors", "--size", "64x48", "--frames", "2", "--out", "a.mp4"));
        assertTrue(Files.isRegularFile(temp.resolve("a.mp4")));
        assertEquals(2, shell.run("render", "g.safetensors", "--mode", "depth", "--out", "x.png"));
        assertTrue(shell.err().contains("--mode"), shell.err());
        assertEquals(2, shell.run("render", "g.safetensors", "--camera", "test:0", "--out", "x.png"));
    }

    @Test
    void whatCannotBeBakedIsTheUsersMistake() {
        TestShell shell = new TestShell(temp);
        assertEquals(2, shell.run("bake", "nowhere", "--out", "g.safetensors"));
        assertEquals(2, shell.run("bake", "nowhere", "--out", "g.png"));
        assertTrue(shell.err().contains(".safetensors"), shell.err());
        assertEquals(2, shell.run("bake", "nowhere", "--resolution", "100", "--out", "g.safetensors"));
        assertTrue(shell.err().contains("a multiple of 8"), shell.err());
        String config = shell.config("a.yaml", "steps: 2").toString();
        assertEquals(0, shell.run("train", config, "--device", "cpu", "--out", "run"), shell.err());
        assertEquals(2, shell.run("bake", "run", "--device", "cpu", "--out", "g.safetensors"));
        assertTrue(shell.err().contains("holds no radiance field"), shell.err());
    }
}
