package io.fieldwork.samples.kind.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneFiles;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.scene.radiance.PublishedField;
import io.fieldwork.fields.scene.radiance.RadianceOptionsBuilder;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import io.fieldwork.pde.npz.ArrayFile;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Frustums;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.View;
import io.fieldwork.samples.kind.PredictOptions;
import io.fieldwork.samples.view.FakeUi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small field after a few steps on photographs of one colour. */
class RadianceSubjectTest {
    private static final int SIZE = 20;

    @TempDir
    private Path folder;

    private NDManager manager;
    private RadianceSession session;
    private PublishedField published;
    private RadianceSubject subject;

    @BeforeEach
    void open() {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            float angle = (float) (Math.PI * i / 3);
            float[] eye = {4 * (float) Math.cos(angle), 4 * (float) Math.sin(angle), 1};
            Camera camera =
                    Camera.lookAt(Intrinsics.ofFieldOfView(SIZE, SIZE, 0.7), eye, new float[3], new float[] {0, 0, 1});
            byte[] pixels = new byte[4 * SIZE * SIZE];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = (byte) (k / 4 % SIZE > 6 && k / 4 % SIZE < 14 ? 60 * (k % 4 + 1) : 0);
            }
            photos.add(new Photo("train/r_" + i, camera, new Image(SIZE, SIZE, 4, pixels)));
        }
        Capture capture = new Capture(photos, List.of(), List.of(), Box.cube(1.5f), SceneTransform.identity());
        SceneFiles.blender(capture, folder.resolve("data"));
        manager = NDManager.newBaseManager(Device.cpu());
        session = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(HashGridOptionsBuilder.builder()
                        .levels(4)
                        .features(2)
                        .log2Table(10)
                        .baseResolution(4)
                        .finestResolution(32.0)
                        .hidden(16)
                        .geometryFeatures(8)
                        .harmonics(2)
                        .build())
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(2048)
                        .stepsAcross(96)
                        .occupancyResolution(16)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(30L)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, folder);
        published = session.publish();
        subject = new RadianceSubject("small", session, published, () -> 0, List.of(), () -> {});
    }

    @AfterEach
    void close() {
        subject.close();
        published.close();
        session.close();
        manager.close();
    }

    private Frame frame(String mode, int camera) {
        View view = new View(subject.cameras().get(camera), SIZE, SIZE);
        return subject.frames(mode)
                .orElseThrow()
                .render(view, new Budget(1 / 30.0, 0), () -> false)
                .orElseThrow();
    }

    @Test
    void givesDensityAndColourAtPoints() throws IOException {
        Path points = Files.writeString(folder.resolve("points.csv"), "x,y,z\n0,0,0\n0.1,0.2,-0.3\n50,0,0\n");
        List<String> notes = new ArrayList<>();
        PredictOptions options =
                new PredictOptions("points.csv", ArrayFile.open(points), null, null, List.of(), notes::add);
        SequencedMap<String, NpyArray> found =
                new RadiancePredicting(session.manager(), session.field()).predict(options);
        assertEquals(List.of("x", "y", "z", "density", "r", "g", "b"), List.copyOf(found.keySet()));
        double[] density = found.get("density").numbers();
        assertTrue(density[0] > 0 && density[1] > 0 && density[2] == 0, Arrays.toString(density));
        double[] red = found.get("r").numbers();
        assertTrue(red[1] >= 0 && red[1] <= 1, Arrays.toString(red));
        assertEquals(2, notes.size());
        assertEquals("1 of 3 points lie outside the box of the field, where the density is 0.", notes.getLast());
    }

    @Test
    void theLastPublishedFieldIsSeenAsItsTrainingRendersIt() {
        session.trainer(null, List.of()).run();
        long version = subject.version();
        published.publish();
        assertTrue(subject.version() != version);
        for (int camera = 0; camera < subject.cameras().size(); camera++) {
            float[] expected = session.render(
                            session.capture().train().get(camera).camera())
                    .rgb();
            Frame frame = frame("color", camera);
            for (int i = 0; i < SIZE * SIZE; i++) {
                for (int c = 0; c < 3; c++) {
                    int x = i % SIZE;
                    int y = i / SIZE;
                    double seen = frame.component(x, y, c)
                            + (255 - frame.component(x, y, 3)) * (double) session.background()[c];
                    assertEquals(255 * expected[3 * i + c], seen, 1.5, "pixel " + i);
                }
            }
        }
    }

    private static List<Class<?>> kinds(Scene scene) {
        List<Class<?>> kinds = new ArrayList<>();
        for (Item item : scene.items()) {
            kinds.add(item.getClass());
        }
        return kinds;
    }

    @Test
    void theSceneHoldsWhatIsTicked() {
        Scene scene = subject.scene("color", 0);
        assertSame(scene, subject.scene("color", 0));
        assertEquals(List.of(), kinds(scene));
        assertEquals(List.of(Legend.class), kinds(subject.scene("depth", 0)));
        FakeUi ui = new FakeUi();
        ui.pressed.addAll(List.of("cameras", "box"));
        subject.panels().getFirst().draw(ui);
        Scene ticked = subject.scene("color", 0);
        assertEquals(List.of(Curves.class, Frustums.class), kinds(ticked));
        assertEquals(
                session.capture().train().size(),
                ((Frustums) ticked.items().get(1)).cameras().size());
    }

    @Test
    void everyModeHasFrames() {
        assertEquals(List.of("color", "depth", "normal", "opacity", "cost", "error", "truth"), subject.modes());
        for (String mode : subject.modes()) {
            assertEquals(SIZE, frame(mode, 0).width(), mode);
        }
        Frame truth = frame("truth", 2);
        byte[] pixels = session.capture().train().get(2).image().pixels();
        int at = 10 * SIZE + 9;
        double alpha = (pixels[4 * at + 3] & 255) / 255.0;
        double expected = (pixels[4 * at] & 255) * alpha + 255 * (1 - alpha) * session.background()[0];
        assertEquals(expected, truth.component(9, 10, 0), 1);
    }
}
