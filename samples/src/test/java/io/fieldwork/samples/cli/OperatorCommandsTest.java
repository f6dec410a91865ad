package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.samples.kind.Job;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Operators from the command line. */
class OperatorCommandsTest {
    private static final String DARCY = """
        kind: operator
        data: {type: darcy, grid: 17, train: 12, validation: 2, test: 3}
        field: {type: mgno, layers: 1, width: 4, smoothing: [1, 1]}
        learning: {batch: 4, strides: [2]}
        train: {steps: 42, rate: 1e-3, schedule: onecycle, warmup: 0.2}
        output: {logSteps: 1, images: 2}
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

    private int train(String yaml, String... arguments) {
        String file = shell.write("operator.yaml", yaml).toString();
        return run(Stream.concat(Stream.of("train", file, "--device", "cpu"), Stream.of(arguments))
                .toArray(String[]::new));
    }

    private void refused(String yaml, String message) {
        assertEquals(2, train(yaml, "--out", "refused"), shell.err());
        assertTrue(shell.err().contains(message), shell.err());
        assertFalse(Files.exists(temp.resolve("refused")));
    }

    @Test
    void aRunLeavesEverythingBehind() {
        assertEquals(0, train(DARCY, "--out", "run"), shell.err());
        assertTrue(shell.out().contains("darcy: 12 samples"), shell.out());
        assertTrue(shell.out().contains("made in"), shell.out());
        assertTrue(
                shell.out().matches("(?s).*Relative L2 error \\d[.]\\d\\de-?\\d+, relative H1 error.*"), shell.out());
        RunFolder run = RunFolder.open(temp.resolve("run"));
        for (String name : List.of("test_0.png", "test_1.png", "spectrum.svg")) {
            assertTrue(Files.isRegularFile(run.images().resolve(name)), name);
        }
        Map<?, ?> result = new JsonMapper().readValue(run.read(run.result()), Map.class);
        assertTrue((double) result.get("relativeL2") < 2, result.toString());
        assertTrue(result.containsKey("relativeL2.on9x9"), result.toString());
        String report = run.read(run.report());
        for (String part :
                List.of("relative L2 error on validation samples", "relative L2 error on 9x9", "number of waves")) {
            assertTrue(report.contains(part), part);
        }
        assertEquals(0, run("eval", "run", "--json", "--device", "cpu"), shell.err());
        Map<?, ?> again = new JsonMapper().readValue(shell.out(), Map.class);
        assertEquals(result.get("relativeL2"), again.get("relativeL2"));
        assertEquals(0, run("render", "run", "--camera", "validation:1", "--out", "one.png", "--device", "cpu"));
        assertEquals(0, run("render", "run", "--frames", "2", "--out", "two", "--device", "cpu"), shell.err());
        Image one = Image.read(temp.resolve("one.png"));
        assertTrue(one.width() > 4 * one.height(), one.width() + " x " + one.height());
        assertTrue(Files.isRegularFile(temp.resolve("two/test_1.png")));
        assertEquals(2, run("render", "run", "--mode", "depth", "--out", "x.png", "--device", "cpu"));
        assertTrue(shell.err().contains("are for radiance fields"), shell.err());
        assertEquals(2, run("render", "run", "--camera", "test:3", "--out", "x.png", "--device", "cpu"));
        assertTrue(shell.err().contains("there are 3 test samples, numbered from 0"), shell.err());
    }

    @Test
    void functionsOnALine() {
        String burgers = """
            kind: operator
            data: {type: burgers, grid: 256, stride: 4, viscosity: 0.01, time: 0.1, train: 6, validation: 0, test: 2}
            field: {type: fno, layers: 1, width: 4, modes: 4}
            learning: {batch: 4, strides: [2]}
            train: {steps: 3}
            """;
        assertEquals(0, train(burgers, "--out", "line"), shell.err());
        RunFolder run = RunFolder.open(temp.resolve("line"));
        assertTrue(Files.isRegularFile(run.images().resolve("test_1.svg")));
        assertTrue(run.read(run.result()).contains("relativeL2.on1x128"), run.read(run.result()));
        assertEquals(2, run("render", "line", "--out", "x.png", "--device", "cpu"));
        assertTrue(shell.err().contains("drawn as SVG"), shell.err());
        assertEquals(0, run("render", "line", "--out", "drawn", "--device", "cpu"), shell.err());
        assertTrue(Files.isRegularFile(temp.resolve("drawn/test_0.svg")));
    }

    @Test
    void aTrainedOperatorIsAppliedToNewInputs() throws IOException {
        assertEquals(0, train(DARCY.replace("steps: 42", "steps: 2"), "--out", "run"), shell.err());
        float[] values = new float[2 * 9 * 13];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 + i % 7;
        }
        NpzFile.write(temp.resolve("new.npz"), Map.of("input", NpyArray.of(values, 2, 9, 13, 1)), false);
        assertEquals(0, predict("new.npz", "found.npz"), shell.err());
        assertTrue(shell.err().contains("'input' samples 2, rows 9, columns 13, components 1"), shell.err());
        NpyArray found = NpzFile.read(temp.resolve("found.npz")).array("output");
        assertArrayEquals(new int[] {2, 9, 13, 1}, found.shape());
        NpzFile.write(
                temp.resolve("one.npz"),
                Map.of("input", NpyArray.of(Arrays.copyOfRange(values, 117, 234), 9, 13)),
                false);
        assertEquals(0, predict("one.npz", "one-found.npz"), shell.err());
        double[] alone =
                NpzFile.read(temp.resolve("one-found.npz")).array("output").numbers();
        assertArrayEquals(Arrays.copyOfRange(found.numbers(), 117, 234), alone, 1e-6);
        assertEquals(2, predict("one.npz", "one-found.npz"));
        assertTrue(shell.err().contains("is there already"), shell.err());
        NpzFile.write(temp.resolve("two.npz"), Map.of("input", NpyArray.of(values, 1, 2, 9, 13)), false);
        assertEquals(2, predict("two.npz", "none.npz"));
        assertTrue(shell.err().contains("[1, 2, 9, 13]; expected 1 component on a plane"), shell.err());
        values[20] = Float.NaN;
        NpzFile.write(temp.resolve("nan.npz"), Map.of("input", NpyArray.of(values, 2, 9, 13)), false);
        assertEquals(2, predict("nan.npz", "none.npz"));
        assertTrue(shell.err().contains("has the value NaN in sample 0"), shell.err());
    }

    /** The same functions in four formats and two layouts, after the data of the run are gone. */
    @Test
    void predictionNeedsTheRunFolderAlone() throws IOException {
        double[] values = new double[12 * 6 * 9];
        Arrays.setAll(values, i -> Math.sin(i) + i / 54 % 3);
        Path own = temp.resolve("own.npz");
        NpyArray pairs = NpyArray.of(values, 12, 6, 9);
        NpzFile.write(own, Map.of("a", pairs, "u", pairs), false);
        String yaml = """
            kind: operator
            data: {type: pairs, path: '%s', boundary: neumann, axes: nhw}
            field: {type: fno, layers: 1, width: 4, modes: 2, padding: 2, projection: 8}
            learning: {batch: 4, input: scalar, loss: l2}
            train: {steps: 4}
            """.formatted(own);
        assertEquals(0, train(yaml, "--out", "run"), shell.err());
        Files.delete(own);
        double[] some = Arrays.copyOf(values, 2 * 8 * 7);
        NpzFile.write(temp.resolve("new.npz"), Map.of("a", NpyArray.of(some, 2, 8, 7)), true);
        double[] expected = found("new.npz", new int[] {2, 8, 7});
        Map<String, Matlab.Numbers> matlab = Map.of("a", new Matlab.Numbers(some, 2, 8, 7));
        Matlab.write(temp.resolve("little.mat"), matlab, ByteOrder.LITTLE_ENDIAN);
        Matlab.write(temp.resolve("big.mat"), matlab, ByteOrder.BIG_ENDIAN);
        double[][][] nested = new double[2][8][7];
        double[][][] reversed = new double[7][8][2];
        for (int i = 0; i < some.length; i++) {
            nested[i / 56][i / 7 % 8][i % 7] = some[i];
            reversed[i % 7][i / 7 % 8][i / 56] = some[i];
        }
        try (WritableHdfFile file = HdfFile.write(temp.resolve("new.h5"))) {
            file.putGroup("deep").putDataset("a", nested);
        }
        try (WritableHdfFile file = HdfFile.write(temp.resolve("level73.mat"))) {
            file.putDataset("a", reversed).putAttribute("MATLAB_class", "double");
        }
        for (String name : List.of("little.mat", "big.mat", "new.h5", "level73.mat")) {
            assertArrayEquals(expected, found(name, new int[] {2, 8, 7}), 1e-6, name);
        }
        NpzFile.write(temp.resolve("one.npz"), Map.of("a", NpyArray.of(Arrays.copyOf(some, 56), 8, 7)), true);
        assertArrayEquals(Arrays.copyOf(expected, 56), found("one.npz", new int[] {8, 7}), 1e-5);
        NpzFile.write(temp.resolve("two.npz"), Map.of("a", NpyArray.of(some, 1, 2, 8, 7)), true);
        assertEquals(2, predict("two.npz", "none.npz"));
        assertTrue(shell.err().contains("[1, 2, 8, 7]; expected 1 component on a plane"), shell.err());
        assertEquals(2, run("eval", "run", "--device", "cpu"));
        assertTrue(shell.err().contains("own.npz"), shell.err());
    }

    private double[] found(String input, int[] shape) throws IOException {
        String out = "found-" + input + ".npz";
        assertEquals(0, predict(input, out), shell.err());
        NpyArray output = NpzFile.read(temp.resolve(out)).array("output");
        assertArrayEquals(shape, output.shape());
        return output.numbers();
    }

    @Test
    void functionsInSpaceAreLearnedShownAndApplied() throws IOException {
        double[] values = new double[10 * 4 * 5 * 6];
        Arrays.setAll(values, i -> Math.cos(i) + i / 120);
        Path own = temp.resolve("space.npz");
        NpyArray pairs = NpyArray.of(values, 10, 4, 5, 6);
        NpzFile.write(own, Map.of("input", pairs, "output", pairs), false);
        for (String field : List.of(
                "{type: fno, layers: 1, width: 4, modes: 1, padding: 1, projection: 8}",
                "{type: unet, depth: 1, width: 8}",
                "{type: mgno, layers: 1, width: 4, smoothing: [1, 1]}")) {
            String yaml = """
                kind: operator
                data: {type: pairs, path: '%s', axes: ndhw}
                field: %s
                train: {steps: 3}
                """.formatted(own, field);
            assertEquals(0, train(yaml, "--out", "run"), shell.err());
            assertTrue(shell.out().contains("input 1x4x5x6"), shell.out());
            Image shown = Image.read(temp.resolve("run/images/test_0.png"));
            assertTrue(shown.width() > 3 * shown.height(), shown.width() + " x " + shown.height());
            NpzFile.write(
                    temp.resolve("new.npz"),
                    Map.of("input", NpyArray.of(Arrays.copyOf(values, 2 * 5 * 6 * 7), 2, 5, 6, 7)),
                    false);
            found("new.npz", new int[] {2, 5, 6, 7});
            Files.delete(temp.resolve("found-new.npz.npz"));
            assertEquals(0, run("eval", "run", "--device", "cpu"), shell.err());
            Files.move(temp.resolve("run"), temp.resolve("run-" + field.substring(7, 10)));
        }
    }

    private int predict(String input, String out) {
        return run("predict", "run", "--input", input, "--out", out, "--device", "cpu");
    }

    @Test
    void dataAreMadeOnce() throws IOException {
        assertEquals(0, train(DARCY, "--dry-run"), shell.err());
        assertTrue(shell.out().contains("made in"), shell.out());
        assertEquals(0, train(DARCY, "--dry-run"), shell.err());
        assertFalse(shell.out().contains("made in"), shell.out());
        try (Stream<Path> files = Files.walk(temp.resolve("cache/data"))) {
            List<Path> shards =
                    files.filter(file -> file.toString().endsWith(".npz")).toList();
            assertEquals(2, shards.size());
            assertEquals(
                    Set.of("input", "output"), NpzFile.read(shards.getFirst()).names());
        }
    }

    @Test
    void mistakesAreExplained() throws IOException {
        refused(
                DARCY.replace("smoothing: [1, 1]", "smoothing: [1, 1, 1, 1, 1, 1]"),
                "numbers for a grid of 17 x 17, whose coarsest has");
        refused(DARCY.replace("type: darcy", "type: darci"), "data.type is 'darci'; the nearest known one is darcy");
        refused(DARCY.replace("batch: 4", "loss: l1"), "learning.loss is l1; expected one of l2, h1, h1-truncated");
        refused(DARCY.replaceFirst("data: .*\n", "data: {type: npz, path: nowhere.npz}\n"), "nowhere.npz");
        Path cut = temp.resolve("cut.npz");
        assertEquals(0, train(DARCY, "--dry-run"), shell.err());
        try (Stream<Path> files = Files.walk(temp.resolve("cache/data"))) {
            Path whole = files.filter(file -> file.toString().endsWith("0000.npz"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(whole);
            Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        }
        refused(
                DARCY.replaceFirst("data: .*\n", "data: {type: npz, path: '" + cut + "'}\n"),
                "cut.npz is not a whole NPZ archive");
    }
}
