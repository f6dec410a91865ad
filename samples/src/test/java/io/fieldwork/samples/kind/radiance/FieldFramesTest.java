package io.fieldwork.samples.kind.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Ball;
import io.fieldwork.fields.volume.FieldRenderer;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RaySampler;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import io.fieldwork.render.view.Budget;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Frame;
import io.fieldwork.render.view.Lens;
import io.fieldwork.render.view.View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.joml.Vector3f;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ball of one density and one colour, seen from (0, -3, 0); everything about its image is known. */
class FieldFramesTest {
    private static final float RADIUS = 0.8f;
    private static final float[] COLOR = {0.9f, 0.5f, 0.1f};
    private static final float[] WHITE = {1, 1, 1};
    private static final int SIZE = 48;
    private static final Box BOX = Box.cube(1);
    private static final Lens LENS = new Lens.Perspective(0.7f, 0.01f, 100);
    private static final Vector3f EYE = new Vector3f(0, -3, 0);
    private static final Budget HURRY = new Budget(1 / 30.0, 0);

    private NDManager manager;
    private RaySampler sampler;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager(Device.cpu());
        sampler = options().build(manager, Kernels.of(manager), BOX, 1);
    }

    @AfterEach
    void close() {
        sampler.close();
        manager.close();
    }

    private static SamplingOptions options() {
        return SamplingOptionsBuilder.builder()
                .stepsAcross(1024)
                .occupancyResolution(32)
                .build();
    }

    private FieldFrames frames(double density, FieldMode mode, Photo... photos) {
        Kernels kernels = Kernels.of(manager);
        FieldRenderer renderer = new FieldRenderer(manager, kernels, new Ball(density, COLOR), sampler, WHITE);
        TrainingPhotos truth = new TrainingPhotos(List.of(photos), WHITE, 1e-3f);
        return new FieldFrames(
                (cancel, draw) -> draw.apply(renderer), new FieldPainter(mode, mode.palette(1, 5), truth), () -> 0.5);
    }

    private static View view() {
        return new View(Camera.lookAt(EYE, new Vector3f(), new Vector3f(0, 0, 1), LENS), SIZE, SIZE);
    }

    private Frame render(double density, FieldMode mode, Photo... photos) {
        return frames(density, mode, photos).render(view(), HURRY, () -> false).orElseThrow();
    }

    /** Sine of the angle between a pixel's ray and the axis, times the distance: how near the ray comes to the middle. */
    private static double miss(int x, int y) {
        Vector3f way = new PixelRays(view(), 0).direction(y * SIZE + x).normalize();
        return EYE.cross(way, new Vector3f()).length();
    }

    @Test
    void colorAndOpacityFollowTheChords() {
        Frame color = render(2, FieldMode.COLOR);
        Frame opacity = render(2, FieldMode.OPACITY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double miss = miss(x, y);
                double chord = 2 * Math.sqrt(Math.max(0, RADIUS * RADIUS - miss * miss));
                double seen = 1 - Math.exp(-2 * chord);
                assertEquals(255 * seen, color.component(x, y, 3), 3, x + " " + y);
                assertEquals(255 * seen * COLOR[0], color.component(x, y, 0), 3, x + " " + y);
                assertEquals(255 * seen * COLOR[2], color.component(x, y, 2), 3, x + " " + y);
                assertEquals(255 * seen, opacity.component(x, y, 1), 3, x + " " + y);
                assertEquals(255, opacity.component(x, y, 3));
            }
        }
    }

    @Test
    void depthsAreAlongTheAxisAndInfiniteBesideTheBall() {
        Frame frame = render(100, FieldMode.DEPTH);
        PixelRays rays = new PixelRays(view(), 0);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double miss = miss(x, y);
                if (miss > RADIUS) {
                    assertEquals(Float.POSITIVE_INFINITY, frame.depth(x, y));
                    assertEquals(0, frame.component(x, y, 3));
                } else if (miss < 0.9 * RADIUS) {
                    double distance = Math.sqrt(9 - miss * miss) - Math.sqrt(RADIUS * RADIUS - miss * miss) + 0.01;
                    double depth = distance * rays.direction(y * SIZE + x).normalize().y;
                    assertEquals(depth, frame.depth(x, y), 5e-3, x + " " + y);
                }
            }
        }
    }

    @Test
    void normalsPointAwayFromTheMiddle() {
        Frame frame = render(300, FieldMode.NORMAL);
        PixelRays rays = new PixelRays(view(), 0);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (miss(x, y) < 0.7 * RADIUS) {
                    int pixel = y * SIZE + x;
                    Vector3f normal = rays.origin(pixel)
                            .fma(frame.depth(x, y), rays.direction(pixel))
                            .normalize();
                    for (int c = 0; c < 3; c++) {
                        assertEquals(127.5 * (normal.get(c) + 1), frame.component(x, y, c), 25, x + " " + y);
                    }
                }
            }
        }
    }

    @Test
    void costIsCountedInSamples() {
        Frame frame = render(0.01, FieldMode.COST);
        double step = 2 * Math.sqrt(3) / 1024;
        float expected = FieldMode.COST.palette(0, 1).position((float) Math.min(256, 2 / step));
        float[] bright = FieldMode.COST.palette(0, 1).color(Math.min(1, expected));
        assertEquals(255 * bright[0], frame.component(SIZE / 2, SIZE / 2, 0), 2);
        assertEquals(0, render(0.01, FieldMode.COLOR).component(0, 0, 3), 1);
    }

    /** A photograph of the ball's silhouette from the eye, whose colours tell its pixels apart. */
    private static Photo photo(int size, boolean ball) {
        io.fieldwork.fields.volume.Camera camera = io.fieldwork.fields.volume.Camera.lookAt(
                Intrinsics.ofFieldOfView(size, size, 0.5),
                new float[] {EYE.x, EYE.y, EYE.z},
                new float[] {0.1f, 0, -0.05f},
                new float[] {0.3f, 0, 1});
        byte[] pixels = new byte[3 * size * size];
        float[] ray = new float[6];
        for (int i = 0; i < size * size; i++) {
            camera.ray(i % size + 0.5, i / size + 0.5, ray, 0);
            double miss = EYE.cross(new Vector3f(ray[3], ray[4], ray[5]), new Vector3f())
                    .length();
            for (int c = 0; c < 3; c++) {
                float shown = miss < RADIUS ? COLOR[c] : 1;
                float coded = c == 0 ? (i % size) / 255f : c == 1 ? (i / size) / 255f : 0.3f;
                pixels[3 * i + c] = (byte) Math.round(255 * (ball ? shown : coded));
            }
        }
        return new Photo("photo", camera, new Image(size, size, 3, pixels));
    }

    @Test
    void theTruthIsThePhotographWhicheverWayTheViewerTurns() {
        Photo photo = photo(40, false);
        Frame frame = render(1, FieldMode.TRUTH, photo);
        PixelRays rays = new PixelRays(view(), 0);
        float[] ray = new float[6];
        int compared = 0;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel += 5) {
            int x = pixel % SIZE;
            int y = pixel / SIZE;
            if (frame.component(x, y, 3) == 255) {
                photo.camera().ray(frame.component(x, y, 0) + 0.5, frame.component(x, y, 1) + 0.5, ray, 0);
                float cosine = rays.direction(pixel).normalize().dot(ray[3], ray[4], ray[5]);
                assertTrue(Math.acos(Math.min(1, cosine)) < 0.5 / 40, "at most a pixel away");
                compared++;
            }
        }
        assertTrue(compared > 100, compared + " pixels lie in the photograph");
        assertEquals(0, frame.component(0, SIZE - 1, 3), "outside the photograph");
    }

    @Test
    void theErrorOfWhatIsSeenRightIsNothing() {
        Frame right = render(300, FieldMode.ERROR, photo(400, true));
        Frame wrong = render(300, FieldMode.ERROR, photo(400, false));
        float[] none = FieldMode.ERROR.palette(0, 1).color(0);
        int middle = SIZE / 2;
        assertEquals(255 * none[2], right.component(middle, middle, 2), 4);
        assertTrue(wrong.component(middle, middle, 0) > 100, "an error is bright");
        Photo elsewhere = photo(40, true);
        View aside = new View(
                Camera.lookAt(new Vector3f(0, -3.1f, 0), new Vector3f(), new Vector3f(0, 0, 1), LENS), SIZE, SIZE);
        Frame nothing = frames(300, FieldMode.ERROR, elsewhere)
                .render(aside, HURRY, () -> false)
                .orElseThrow();
        assertEquals(0, nothing.component(middle, middle, 3), "no photograph was taken from here");
    }

    @Test
    void aFrameIsCancelledBetweenTwoChunks() {
        FieldFrames frames = frames(1, FieldMode.COLOR);
        AtomicInteger asked = new AtomicInteger();
        BooleanSupplier second = () -> asked.incrementAndGet() > 2;
        assertEquals(Optional.empty(), frames.render(view(), new Budget(Double.POSITIVE_INFINITY, 0), second));
        assertTrue(asked.get() <= 4, "asked " + asked.get() + " times");
        assertTrue(frames.render(view(), new Budget(Double.POSITIVE_INFINITY, 1), () -> false)
                .isPresent());
    }
}
