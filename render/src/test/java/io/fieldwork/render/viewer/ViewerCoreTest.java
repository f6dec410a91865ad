package io.fieldwork.render.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.export.CameraPathJson;
import io.fieldwork.render.export.Png;
import io.fieldwork.render.gl.Census;
import io.fieldwork.render.gl.Context;
import io.fieldwork.render.gl.Offscreen;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.CameraPath;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.FrameSource;
import io.fieldwork.render.view.LiveView;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.joml.Vector3f;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer goes on whatever happens, and leaves nothing behind. */
final class ViewerCoreTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    @TempDir
    Path folder;

    @BeforeEach
    void needsGl() {
        Offscreen.open().close();
    }

    private static Headless run(Viewer viewer, String... lines) {
        return run(WIDTH, HEIGHT, viewer, lines);
    }

    private static Headless run(int width, int height, Viewer viewer, String... lines) {
        Headless images =
                viewer.script(InputScript.parse("test", List.of(lines))).headless(width, height);
        try {
            while (!images.isOver()) {
                images.next();
            }
            return images;
        } catch (RuntimeException e) {
            images.close();
            throw e;
        }
    }

    /** A cube around a live field of one colour. */
    private record Plain(FrameSource source) implements Subject {
        static Plain of(int red) {
            return new Plain((view, budget, cancel) -> {
                byte[] rgba = new byte[4 * view.width() * view.height()];
                for (int i = 0; i < rgba.length; i += 4) {
                    rgba[i] = (byte) red;
                    rgba[i + 3] = -1;
                }
                float[] depth = new float[view.width() * view.height()];
                Arrays.fill(depth, Float.POSITIVE_INFINITY);
                return Optional.of(new Frame(view.width(), view.height(), rgba, depth));
            });
        }

        @Override
        public String title() {
            return "plain";
        }

        @Override
        public Bounds bounds() {
            return new Bounds(new Vector3f(-1), new Vector3f(1));
        }

        @Override
        public Scene scene(String mode, int instant) {
            return new Scene(Color.BLACK, List.of());
        }

        @Override
        public Optional<FrameSource> frames(String mode) {
            return Optional.of(source);
        }
    }

    private static int middle(Frame image, int component) {
        return image.component((image.width() + 300) / 2, image.height() / 2, component);
    }

    @Test
    void aLiveFieldFillsTheView() {
        try (Headless images = Viewer.open("live").add(Plain.of(180)).headless(WIDTH, HEIGHT)) {
            Frame image = images.next();
            assertEquals(180, middle(image, 0));
            assertEquals(0, middle(image, 1));
        }
    }

    @Test
    void whatFailsIsToldInASentenceAndTheRestGoesOn() {
        Subject broken = new Plain((view, budget, cancel) -> {
            throw new IllegalStateException("the field is gone");
        });
        Panel panel = new Panel() {
            @Override
            public String title() {
                return "Odd";
            }

            @Override
            public void draw(Ui ui) {
                throw new IllegalStateException("nothing to draw");
            }
        };
        Viewer viewer = Viewer.open("odd").add(broken).add(Plain.of(180)).panel(panel);
        try (Headless images = run(viewer, "wait 3")) {
            Frame image = images.next();
            assertEquals(180, image.component(WIDTH - 20, HEIGHT / 2, 0));
            List<String> told = images.core().messages().shown();
            assertTrue(told.contains("plain: the field is gone"), told.toString());
            assertTrue(told.contains("Odd: nothing to draw"), told.toString());
        }
    }

    @Test
    void aSubjectOfWhichEverythingFailsIsNoEnd() {
        Subject broken = (Subject) Proxy.newProxyInstance(
                ViewerCoreTest.class.getClassLoader(), new Class<?>[] {Subject.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no " + method.getName());
                });
        try (Headless images = run(Viewer.open("broken").add(broken).add(Plain.of(180)), "wait 2", "key F", "key 2")) {
            assertEquals(180, images.next().component(WIDTH - 20, HEIGHT / 2, 0));
            assertTrue(images.core().messages().shown().contains("?: no scene"));
        }
    }

    @Test
    void aDroppedFileIsShownInsteadAndTheFormerClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("good"), "");
        Subject wave = Subjects.wave("wave", 1, 0, 1);
        Viewer viewer = Viewer.open("drop").add(wave).onDrop(path -> {
            if (!Files.exists(path)) {
                throw new IOException("there is no such file.");
            }
            return Plain.of(90);
        });
        try (Headless images = run(viewer, "drop " + folder + "/bad", "settle", "drop " + file, "settle")) {
            assertEquals(90, middle(images.next(), 0));
            assertEquals(
                    List.of("bad cannot be shown: there is no such file."),
                    images.core().messages().shown());
            assertThrows(IllegalStateException.class, () -> wave.scene("color", 0));
            assertFalse(images.core().timeline().moves());
        }
    }

    @Test
    void withoutAnOpenerFilesAreRefused() {
        try (Headless images = run(Viewer.open("drop").add(Subjects.ball()), "drop x", "settle")) {
            assertEquals(
                    List.of("This window opens no files."),
                    images.core().messages().shown());
        }
    }

    @Test
    void anImageWithoutSizeIsSkipped() {
        try (Headless images = Viewer.open("icon").add(Plain.of(180)).headless(WIDTH, HEIGHT)) {
            images.next();
            images.core().frame(List.of(new Input.Resize(0, 0)), 0.1f);
            images.core().frame(List.of(new Input.Move(3, 3)), 0.1f);
            images.core().frame(List.of(new Input.Resize(2, 1)), 0.1f);
            assertEquals(2, images.core().picture().width());
            images.core().frame(List.of(new Input.Resize(WIDTH, HEIGHT)), 0.1f);
            assertEquals(180, middle(images.core().picture(), 0));
        }
    }

    @Test
    void scriptsThatNameWhatIsNotThereSayWhere() {
        Viewer viewer = Viewer.open("ball").add(Subjects.ball());
        Exception mode = assertThrows(IllegalArgumentException.class, () -> run(viewer, "wait 1", "mode fog"));
        assertEquals("test:2: there is no mode fog; expected one of color.", mode.getMessage());
        Exception press = assertThrows(IllegalArgumentException.class, () -> run(viewer, "press Fire"));
        assertEquals("test:1: no panel that is shown has a button or box \"Fire\".", press.getMessage());
    }

    @Test
    void screenshotsAreTheWholeImageAndNeverOverwrite() throws IOException {
        Viewer viewer = Viewer.open("shots").add(Plain.of(180)).saveIn(folder.resolve("made"));
        try (Headless images =
                run(viewer, "key P", "wait 1", "key P", "wait 1", "screenshot " + folder + "/own.png", "wait 1")) {
            images.next();
        }
        for (String name : List.of("made/screenshot-001.png", "made/screenshot-002.png", "own.png")) {
            try (InputStream in = Files.newInputStream(folder.resolve(name))) {
                Frame read = Png.read(in);
                assertEquals(WIDTH, read.width());
                assertEquals(180, middle(read, 0));
            }
        }
    }

    @Test
    void aVideoIsOfTheViewAlone() throws IOException {
        Viewer viewer = Viewer.open("video").add(Plain.of(180)).saveIn(folder);
        try (Headless images = run(viewer, "key Shift+P", "wait 4", "key Shift+P", "wait 1")) {
            assertEquals(
                    "Saved " + folder.resolve("video-001.mp4") + ".",
                    images.core().messages().shown().getLast());
        }
        assertTrue(Files.size(folder.resolve("video-001.mp4")) > 0);
    }

    @Test
    void aCameraPathIsBuiltSavedLoadedAndWritten() throws IOException {
        Viewer viewer = Viewer.open("path").add(Subjects.ball()).saveIn(folder);
        String[] lines = {
            "press \"Add key\"",
            "orbit 100 0",
            "press \"Add key\"",
            "press Save",
            "press Clear",
            "press Load",
            "press \"Write video\"",
            "wait 62"
        };
        try (Headless images = run(480, 360, viewer, lines);
                InputStream in = Files.newInputStream(folder.resolve("camera-path.json"))) {
            images.next();
            assertFalse(images.core().recorder().isRecording(), "it ended with the ride");
            CameraPath path = CameraPathJson.read(in);
            assertEquals(2, path.end());
            assertEquals(
                    path.keys().getLast().camera().eye(),
                    images.core().rig().camera().eye());
        }
        assertTrue(Files.exists(folder.resolve("video-001.mp4")));
    }

    @Test
    void aRoundGoesOnceAroundAndOnceThroughTime() {
        try (Headless images = Viewer.open("round").add(Subjects.ball()).headless(64, 48)) {
            Vector3f start = new Vector3f(images.core().rig().camera().eye());
            Vector3f sum = new Vector3f();
            images.round(
                    8, (number, image) -> sum.add(images.core().rig().camera().eye()));
            assertTrue(Math.hypot(sum.x, sum.y) < 0.01 * start.length(), "eight places around the middle");
        }
        double[] last = new double[1];
        try (Headless images =
                Viewer.open("round").add(Subjects.wave("wave", 1, 0, 1, 2)).headless(64, 48)) {
            images.round(3, (number, image) -> {
                assertEquals(number, images.core().timeline().now());
                last[0] = number;
            });
        }
        assertEquals(2, last[0]);
    }

    /** In space, where the camera goes around while time passes. */
    @Test
    void aRoundShowsEachInstantOnceHoweverFarApart() {
        List<Double> seen = new ArrayList<>();
        double[] days = {2_461_000.5, 2_461_000.5 + 1e-5, 2_461_000.75, 2_461_400};
        try (Headless images =
                Viewer.open("round").add(Subjects.wave("wave", 1, days)).headless(64, 48)) {
            images.round(4, (number, image) -> seen.add(images.core().timeline().now()));
        }
        assertEquals(Arrays.stream(days).boxed().toList(), seen);
    }

    @Test
    void openingAndClosingLeavesNothingBehind() {
        try (Context _ = Offscreen.open()) {
            openAndClose();
            Census before = Census.take();
            for (int i = 0; i < 20; i++) {
                openAndClose();
            }
            assertEquals(before, Census.take());
        }
    }

    private static void openAndClose() {
        Viewer viewer = Viewer.open("again")
                .add(Subjects.volume())
                .add(Subjects.wave("wave", 1, 0, 1))
                .add(Plain.of(1));
        try (ViewerCore core = new ViewerCore(viewer, LiveView::new, 320, 240, 1)) {
            core.frame(List.of(), 0.1f);
            core.viewports().mode("color");
            core.frame(List.of(new Input.Resize(300, 200)), 0.1f);
        }
    }
}
