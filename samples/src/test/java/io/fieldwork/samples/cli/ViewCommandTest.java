package io.fieldwork.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.PinnSession;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.viewer.Subject;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.pinn.PinnRun;
import io.fieldwork.samples.run.TrainedRun;
import io.fieldwork.samples.view.Offscreen;
import io.fieldwork.samples.view.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewCommandTest {
    private static final String HEAT = """
        kind: pinn
        problem: {name: heat}
        field: {layers: 1, width: 8}
        collocation: {points: 64, initial: 16, boundary: 16}
        train: {steps: 2, rate: 0.01}
        output: {images: 0}
        """;
    private static final String DARCY = """
        kind: operator
        data: {type: darcy, grid: 17, train: 4, validation: 2, test: 2}
        field: {type: mgno, layers: 1, width: 4, smoothing: [1, 1]}
        learning: {batch: 4}
        train: {steps: 2, rate: 1e-3}
        output: {images: 0}
        """;
    private static final long PATIENCE_MILLIS = 20_000;

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

    private RunFolder trained(String name, String yaml) {
        String file = shell.write(name + ".yaml", yaml).toString();
        assertEquals(0, run("train", file, "--device", "cpu", "--out", name), shell.err());
        return RunFolder.open(temp.resolve(name));
    }

    private Subject subject(Path path) {
        return Subjects.open(path, "cpu", Kinds.ALL, remark -> {});
    }

    private static List<Cells> maps(Subject subject, String mode) {
        return subject.figure(mode, 0).orElseThrow().panels().stream()
                .map(panel -> (Cells) panel.marks().getFirst())
                .toList();
    }

    private static Cells map(Subject subject) {
        return maps(subject, "space-time").getFirst();
    }

    private List<Path> images(String folder) throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** What a run found in the interior of the map, where neighbouring borders of cells are half way between points. */
    private void holds(RunFolder run, Cells map) {
        try (TrainedRun trained = TrainedRun.open(run.path(), "cpu", Kinds.ALL)) {
            PinnSession solved = ((PinnRun) trained.session()).training();
            for (int k = 1; k < 4; k++) {
                int i = k * map.nx() / 4;
                int j = k * map.ny() / 4;
                double t = (map.x()[i] + map.x()[i + 1]) / 2;
                double x = (map.y()[j] + map.y()[j + 1]) / 2;
                double found = solved.solution().at("u", new double[] {t, x})[0];
                assertEquals(found, map.values()[j * map.nx() + i], 1e-3);
            }
        }
    }

    @Test
    void aRunThatIsStillTrainedShowsItsLastCheckpoint() throws Exception {
        RunFolder run = trained("run", HEAT);
        try (Subject subject = subject(run.path())) {
            Cells before = map(subject);
            holds(run, before);
            assertEquals(0, run("train", "run", "--resume", "--steps", "40", "--device", "cpu"), shell.err());
            double first = before.values()[0];
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (map(subject).values()[0] == first && System.currentTimeMillis() < end) {
                Thread.sleep(50);
            }
            Thread.sleep(1500);
            assertTrue(subject.version() >= 2, "version " + subject.version());
            Cells after = map(subject);
            assertNotEquals(first, after.values()[0]);
            holds(run, after);
            Figure figure = subject.figure("profile", 3).orElseThrow();
            assertTrue(
                    figure == subject.figure("profile", 3).orElseThrow(), "the same figure as long as nothing changes");
        }
    }

    @Test
    void imagesOfASolution() throws IOException {
        Offscreen.require();
        trained("run", HEAT);
        assertEquals(
                0,
                run(
                        "view",
                        "run",
                        "--headless",
                        "--frames",
                        "3",
                        "--out",
                        "out",
                        "--size",
                        "200x120",
                        "--device",
                        "cpu"),
                shell.err());
        assertTrue(shell.out().contains("Written: out (3 images)"), shell.out());
        List<Path> images = images("out");
        assertEquals(3, images.size());
        assertEquals(200, Image.read(images.getFirst()).width());
        assertEquals(120, Image.read(images.getFirst()).height());
        assertEquals(-1, Files.mismatch(images.getFirst(), images.getFirst()));
        assertNotEquals(-1, Files.mismatch(images.getFirst(), images.getLast()), "the line has moved");
        assertEquals(0, run("view", "run", "run", "--headless", "--frames", "1", "--out", "two", "--device", "cpu"));
        assertEquals(1280, Image.read(images("two").getFirst()).width());
        assertEquals(0, run("render", "run", "--out", "last.png", "--mode", "profile", "--device", "cpu"), shell.err());
        assertEquals(960, Image.read(temp.resolve("last.png")).width());
        assertEquals(0, run("render", "run", "--out", "frames", "--frames", "2", "--size", "90x60", "--device", "cpu"));
        assertEquals(2, images("frames").size());
    }

    @Test
    void aScriptPlaysWithoutAWindow() throws IOException {
        Offscreen.require();
        Path file = table("u.npz", 0);
        Path shot = temp.resolve("out/shot.png");
        shell.write("script.txt", "mode profile\ntime 1\nscreenshot \"" + shot + "\"\nclose\n");
        assertEquals(0, run("view", "u.npz", "--headless", "--out", "out", "--script", "script.txt"), shell.err());
        assertEquals(List.of(shot), images("out"));
        shell.write("bad.txt", "mode profile\njump 3\n");
        assertEquals(2, run("view", file.toString(), "--headless", "--out", "out", "--script", "bad.txt"));
        assertTrue(shell.err().contains("bad.txt:2: there is no command jump"), shell.err());
        shell.write("mode.txt", "mode depth\n");
        assertEquals(2, run("view", "u.npz", "--headless", "--out", "out", "--script", "mode.txt"));
        assertTrue(shell.err().contains("mode.txt:1: there is no mode depth"), shell.err());
    }

    @Test
    void anOperatorShowsInputTruthPredictionAndError() throws IOException {
        RunFolder run = trained("darcy", DARCY);
        try (Subject subject = subject(run.path())) {
            List<Cells> maps = maps(subject, "sample");
            assertEquals(4, maps.size(), "input, truth, prediction, error");
            double[] input = maps.get(0).values();
            double[] truth = maps.get(1).values();
            double[] found = maps.get(2).values();
            double[] error = maps.get(3).values();
            for (int i = 0; i < truth.length; i++) {
                assertEquals(found[i] - truth[i], error[i], 1e-12);
            }
            assertEquals(2, Arrays.stream(input).distinct().count(), "a medium of two phases");
            assertEquals(maps.get(1).scale(), maps.get(2).scale());
            assertEquals("Sample", subject.panels().getFirst().title());
        }
    }

    private Path table(String name, double odd) throws IOException {
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", new double[] {odd, 1, 2, 3, 4, 5});
        Path file = temp.resolve(name);
        new GridSolution(List.of(GridAxis.of("t", 0, 1), GridAxis.of("x", 0, 1, 2)), columns).write(file);
        return file;
    }

    @Test
    void filesAreOpenedByWhatTheyAre() throws IOException {
        try (Subject holes = subject(table("holes.npz", Double.NaN))) {
            assertEquals(List.of(0.0, 1.0), holes.times());
            assertTrue(Double.isNaN(map(holes).values()[0]));
        }
        new Image(4, 2, 3, new byte[24]).writePng(temp.resolve("x.png"));
        try (Subject image = subject(temp.resolve("x.png"))) {
            assertTrue(image.bounds().flat());
            assertEquals(1, image.bounds().high().x());
            assertEquals(0.5f, image.bounds().high().y());
        }
    }

    private void refused(Path path, String... words) {
        String message = assertThrows(UserError.class, () -> subject(path)).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void whatCannotBeShownIsToldInOneSentence() throws IOException {
        refused(temp.resolve("nothing"), "no run folder and no file", "nothing");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        refused(empty, "holds no config.yaml");
        refused(shell.write("x.txt", "text"), "x.txt cannot be shown");
        refused(shell.write("x.png", "text"), "x.png cannot be shown");
        refused(shell.write("x.npz", "text"), "x.npz");
        RunFolder run = trained("run", HEAT);
        Path checkpoint = run.checkpoint();
        Path half = temp.resolve("half");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
        Files.move(half, checkpoint, StandardCopyOption.REPLACE_EXISTING);
        refused(run.path(), "state.safetensors is damaged");
        Files.delete(checkpoint);
        refused(run.path(), "holds no checkpoint yet");
    }

    @Test
    void mistakesOnTheCommandLine() throws IOException {
        table("u.npz", 0);
        assertEquals(2, run("view", "u.npz", "--headless"));
        assertEquals("--out is missing; expected a folder for the images of --headless.\n", shell.err());
        assertEquals(2, run("view", "u.npz", "--headless", "--out", "o", "--mode", "depth"));
        assertEquals("--mode is 'depth'; expected a mode of u.npz: space-time, profile.\n", shell.err());
        assertEquals(2, run("view", "u.npz", "--headless", "--out", "o", "--frames", "0"));
        assertTrue(shell.err().startsWith("--frames is 0; expected a positive"), shell.err());
        assertEquals(2, run("view", "u.npz", "--headless", "--out", "o", "--size", "0x10"));
        assertTrue(shell.err().startsWith("--size is '0x10'"), shell.err());
        assertEquals(2, run("view"));
        if (System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
            assertEquals(2, run("view", "u.npz"));
            assertEquals(
                    "DISPLAY is not set; expected a display for the window, or --headless --out DIR.\n", shell.err());
        }
    }
}
