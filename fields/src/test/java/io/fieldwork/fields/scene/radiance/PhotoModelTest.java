package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Positions;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.Rays;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.Visible;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhotoModelTest {
    private static final int SIZE = 8;
    private static final int PHOTOS = 5;

    private NDManager manager;
    private Capture capture;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
        List<Photo> train = IntStream.range(0, PHOTOS)
                .mapToObj(i -> photo("r_" + i, 1.3 * i))
                .toList();
        capture = new Capture(train, List.of(), List.of(), Box.cube(1.5f), SceneTransform.identity());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Photo photo(String name, double angle) {
        float[] eye = {(float) (4 * Math.cos(angle)), (float) (4 * Math.sin(angle)), (float) (1 + 0.3 * angle)};
        Intrinsics lens = Intrinsics.ofFieldOfView(SIZE, SIZE, 0.7);
        Camera camera = Camera.lookAt(lens, eye, new float[] {0, 0.1f, 0}, new float[] {0, 0, 1});
        return new Photo(name, camera, new Image(SIZE, SIZE, 4, new byte[4 * SIZE * SIZE]));
    }

    private RefinedCameras cameras() {
        return new RefinedCameras(
                manager,
                capture,
                CameraOptionsBuilder.builder().refine(true).start(0.0).build(),
                0.01);
    }

    private float[] noise(String stream, double size) {
        Draws draws = Draws.of(5, stream, 0);
        float[] values = new float[Motion.NUMBERS * PHOTOS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (size * draws.normal(i));
        }
        return values;
    }

    private void set(RefinedCameras cameras, float[] values) {
        Storage.overwrite(cameras.motions().value(), manager.create(values, new Shape(PHOTOS, Motion.NUMBERS)));
    }

    private static List<Camera> now(RefinedCameras cameras) {
        return cameras.now().stream().map(Photo::camera).toList();
    }

    /** One ray of each photo, through the same pixel. */
    private Rays rays(List<Camera> cameras) {
        float[] origins = new float[3 * PHOTOS];
        float[] directions = new float[3 * PHOTOS];
        float[] ray = new float[6];
        for (int i = 0; i < PHOTOS; i++) {
            cameras.get(i).ray(2.5, 6.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        Shape shape = new Shape(PHOTOS, 3);
        NDArray photos = manager.create(IntStream.range(0, PHOTOS).toArray());
        return new Rays(manager.create(origins, shape), manager.create(directions, shape), photos);
    }

    private Rays given() {
        return rays(capture.train().stream().map(Photo::camera).toList());
    }

    @Test
    void raysMoveAsTheCamerasDo() {
        RefinedCameras cameras = cameras();
        set(cameras, noise("motion", 0.2));
        List<Camera> now = now(cameras);
        try (Tape off = Tape.forwardOnly()) {
            Rays seen = cameras.seen(given());
            Rays expected = rays(now);
            assertArrayEquals(expected.origins().toFloatArray(), seen.origins().toFloatArray(), 3e-6f);
            assertArrayEquals(
                    expected.directions().toFloatArray(), seen.directions().toFloatArray(), 3e-6f);
        }
    }

    @Test
    void camerasThatWereNotMovedAreThoseGiven() {
        List<Camera> now = now(cameras());
        for (int i = 0; i < PHOTOS; i++) {
            float[] given = capture.train().get(i).camera().pose().rowMajor3x4();
            assertArrayEquals(given, now.get(i).pose().rowMajor3x4(), 1e-9f);
        }
        try (Tape off = Tape.forwardOnly()) {
            assertArrayEquals(
                    given().directions().toFloatArray(),
                    cameras().seen(given()).directions().toFloatArray());
        }
    }

    /** A turn and a way of all cameras, and their growth, change nothing. */
    @Test
    void whatMovesAllCamerasIsTakenOut() {
        RefinedCameras cameras = cameras();
        float[] own = noise("own", 0.05);
        set(cameras, own);
        List<Camera> before = now(cameras);
        float[] more = own.clone();
        for (int i = 0; i < PHOTOS; i++) {
            float[] stand = cameras.motion().stand(capture.train().get(i).camera());
            for (int k = 0; k < 3; k++) {
                more[6 * i + k] += 0.1f * (k + 1);
                more[6 * i + 3 + k] += 0.2f - 0.1f * k + 0.3f * stand[k];
            }
        }
        set(cameras, more);
        List<Camera> after = now(cameras);
        for (int i = 0; i < PHOTOS; i++) {
            assertArrayEquals(
                    before.get(i).pose().rowMajor3x4(), after.get(i).pose().rowMajor3x4(), 1e-5f);
        }
    }

    @Test
    void samplesFollowTheirCamerasWithTheGradientOfFiniteDifferences() {
        RefinedCameras cameras = cameras();
        float[] at = noise("at", 0.1);
        float[] weight = noise("weight", 1);
        set(cameras, at);
        try (Tape tape = Tape.open()) {
            tape.backward(value(cameras, weight));
        }
        float[] gradient = Tape.gradient(cameras.motions().value()).toFloatArray();
        float size = 0;
        for (float g : gradient) {
            size = Math.max(size, Math.abs(g));
        }
        for (int i = 0; i < at.length; i++) {
            double slope = (shifted(cameras, at, weight, i, 1e-2f) - shifted(cameras, at, weight, i, -1e-2f)) / 2e-2;
            assertEquals(slope, gradient[i], 2e-3 * size, "number " + i);
        }
    }

    private double shifted(RefinedCameras cameras, float[] at, float[] weight, int index, float by) {
        float[] moved = at.clone();
        moved[index] += by;
        set(cameras, moved);
        try (Tape off = Tape.forwardOnly()) {
            return value(cameras, weight).getFloat();
        }
    }

    /** A weighted sum of the places of two samples a ray. */
    private NDArray value(RefinedCameras cameras, float[] weight) {
        int[] rays = IntStream.range(0, 2 * PHOTOS).map(i -> i / 2).toArray();
        float[] t = new float[rays.length];
        Arrays.fill(t, 3.5f);
        t[1] = 4;
        NDArray x = manager.zeros(new Shape(rays.length, 3));
        Samples samples = new Samples(
                manager.create(IntStream.rangeClosed(0, PHOTOS).map(i -> 2 * i).toArray()),
                manager.create(rays),
                x,
                manager.create(t),
                manager.create(t));
        NDArray none = manager.zeros(new Shape(PHOTOS, 3));
        RadianceTask.Batch batch = new RadianceTask.Batch(
                new Progress(0, 0, 0.5, 1),
                given(),
                new Visible(samples, new Positions(x)),
                none,
                none,
                given().photos(),
                given(),
                null);
        NDArray places = cameras.followed(batch).positions().x();
        return places.mul(manager.create(weight, places.getShape())).sum();
    }

    /** A factor on all light is a gain and an offset in sRGB; the mean of the photographs stays the field's own. */
    @Test
    void exposuresAreGainsAndOffsetsWithoutAMean() {
        Exposure exposure = new Exposure(manager, 2);
        double light = 1.3;
        float gain = (float) Math.pow(light, 1 / 2.4);
        float a = (float) Math.log(gain);
        float b = 0.055f * (gain - 1);
        float common = 0.4f;
        float[] values = {
            common + a,
            common + a,
            common + a,
            common + b,
            common + b,
            common + b,
            common - a,
            common - a,
            common - a,
            common - b,
            common - b,
            common - b
        };
        Storage.overwrite(exposure.exposures().value(), manager.create(values, new Shape(2, 6)));
        float[] color = {0.2f, 0.5f, 0.9f, 0.1f, 0.25f, 0.45f};
        float[] target = {0.3f, 0.4f, 1, 0.3f, 0.4f, 0.5f};
        NDArray opacity = manager.create(new float[] {1, 0.5f});
        NDArray none = manager.zeros(new Shape(2, 3));
        RadianceTask.Batch batch = new RadianceTask.Batch(
                new Progress(0, 0, 0, 1),
                null,
                null,
                manager.create(target, new Shape(2, 3)),
                none,
                manager.create(new int[] {0, 1}),
                null,
                null);
        try (Tape off = Tape.forwardOnly()) {
            float[] seen = exposure.exposed(batch, manager.create(color, new Shape(2, 3)), opacity)
                    .toFloatArray();
            assertEquals(brighter(0.2, light), seen[0], 1e-6);
            assertEquals(brighter(0.5, light), seen[1], 1e-6);
            assertEquals(1, seen[2], 1e-6, "a white pixel was at least that bright");
            assertEquals(0.1 / gain - 0.5 * b, seen[3], 1e-6);
        }
    }

    /** sRGB of a factor on light. */
    private static double brighter(double srgb, double factor) {
        double light = Math.pow((srgb + 0.055) / 1.055, 2.4);
        return 1.055 * Math.pow(factor * light, 1 / 2.4) - 0.055;
    }

    @Test
    void anExposureIsFoundFromSomePixelsAndShownInAll() {
        int width = 6;
        float[] opacity = new float[2 * width];
        float[] rgb = new float[3 * opacity.length];
        float[] truth = new float[rgb.length];
        for (int i = 0; i < opacity.length; i++) {
            opacity[i] = i % 5 / 4f;
            for (int c = 0; c < 3; c++) {
                float own = opacity[i] * (0.1f + 0.05f * ((7 * i + c) % 11));
                rgb[3 * i + c] = own + 1 - opacity[i];
                truth[3 * i + c] = 0.8f * own + 0.03f * opacity[i] + 1 - opacity[i];
            }
        }
        RenderedView view = new RenderedView(width, 2, rgb, opacity, opacity);
        int[] left =
                IntStream.range(0, 2 * width).filter(i -> i % width < width / 2).toArray();
        ExposureFit fit = new ExposureFit(new float[] {1, 1, 1});
        assertArrayEquals(truth, fit.of(view, truth, left).rgb(), 1e-4f);
        assertArrayEquals(rgb, fit.of(view, truth, new int[0]).rgb(), 1e-6f, "without pixels nothing is changed");
        assertTrue(fit.of(view, truth, left).opacity() == opacity);
    }
}
