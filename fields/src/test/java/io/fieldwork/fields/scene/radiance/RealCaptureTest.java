package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.HashGridOptions;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.radiance.Looks;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ball with soft spots, photographed from all around by cameras that are not where they are said to be, in changing light. */
class RealCaptureTest {
    private static final int SIZE = 32;
    private static final int PHOTOS = 20;
    private static final double RADIUS = 1.1;
    private static final HashGridOptions FIELD = HashGridOptionsBuilder.builder()
            .levels(6)
            .features(2)
            .log2Table(12)
            .baseResolution(8)
            .finestResolution(64.0)
            .hidden(16)
            .geometryFeatures(8)
            .harmonics(2)
            .build();
    private static final SamplingOptions SAMPLING = SamplingOptionsBuilder.builder()
            .samples(4096)
            .stepsAcross(128)
            .occupancyResolution(16)
            .near(0.05)
            .build();

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Capture capture(double turn, double light) {
        return capture(SIZE, turn, light);
    }

    /** Photographs whose training cameras are turned by so many radians, and whose light changes by up to a factor. */
    private Capture capture(int size, double turn, double light) {
        List<Photo> train = new ArrayList<>();
        Draws draws = Draws.of(4, "capture", 0);
        for (int i = 0; i < PHOTOS; i++) {
            Camera camera = camera(size, 2.4 * i, -1.5 + 3.5 * i / PHOTOS);
            Image image = image(camera, Math.pow(light, 2 * draws.uniform(1000 + i) - 1));
            double[] by = new double[Motion.NUMBERS];
            for (int k = 0; k < by.length; k++) {
                by[k] = (k < 3 ? turn : turn / 3) * draws.normal(6L * i + k) / Math.sqrt(3);
            }
            Motion own = new Motion(camera.pose().position(), 4, 1);
            train.add(new Photo("train/r_" + i, own.move(camera, by), image));
        }
        List<Photo> test = IntStream.range(0, 2)
                .mapToObj(i -> camera(size, 1 + 2.2 * i, 1))
                .map(camera -> new Photo("test", camera, image(camera, 1)))
                .toList();
        return new Capture(train, test, test, Box.cube(1.5f), SceneTransform.identity());
    }

    private static Camera camera(int size, double angle, double height) {
        double across = Math.sqrt(16 - height * height);
        float[] eye = {(float) (across * Math.cos(angle)), (float) (across * Math.sin(angle)), (float) height};
        Intrinsics lens = Intrinsics.ofFieldOfView(size, size, 0.69);
        return Camera.lookAt(lens, eye, new float[3], new float[] {0, 0, 1});
    }

    private static Image image(Camera camera, double light) {
        int size = camera.intrinsics().width();
        byte[] pixels = new byte[4 * size * size];
        float[] ray = new float[6];
        for (int i = 0; i < size * size; i++) {
            camera.ray(i % size + 0.5, i / size + 0.5, ray, 0);
            double b = ray[0] * ray[3] + ray[1] * ray[4] + ray[2] * ray[5];
            double c = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2] - RADIUS * RADIUS;
            if (b * b > c) {
                double t = -b - Math.sqrt(b * b - c);
                for (int k = 0; k < 3; k++) {
                    double value = 0.45 + 0.4 * Math.sin((4 + k) * (ray[k] + t * ray[3 + k]) + k);
                    pixels[4 * i + k] = (byte) Math.round(255 * (Math.pow(light, 1 / 2.4) * (value + 0.055) - 0.055));
                }
                pixels[4 * i + 3] = (byte) 255;
            }
        }
        return new Image(size, size, 4, pixels);
    }

    private RadianceSession session(Capture capture, long steps, AppearanceOptions appearance, CameraOptions cameras) {
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("none"))
                .field(FIELD)
                .sampling(SAMPLING)
                .appearance(appearance)
                .cameras(cameras)
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .checkpointSeconds(1e9)
                        .build())
                .build();
        return new RadianceSession(
                Scopes.under(manager), Kernels.of(manager), options, capture, Surroundings.of(SAMPLING));
    }

    private static CameraOptions refined() {
        return CameraOptionsBuilder.builder().refine(true).rate(0.0003).build();
    }

    private static AppearanceOptions affine() {
        return AppearanceOptionsBuilder.builder().exposure("affine").build();
    }

    @Test
    void camerasThatAreLearnedMakeTheFieldSharper() {
        Capture capture = capture(0.03, 1);
        double without;
        try (RadianceSession session = session(capture, 300, null, null)) {
            session.trainer(null, List.of()).run();
            without = session.task().evaluate().get("psnr");
        }
        try (RadianceSession session = session(capture, 300, null, refined())) {
            session.trainer(null, List.of()).run();
            double psnr = session.task().evaluate().get("psnr");
            assertTrue(psnr > without + 1.5, without + " became " + psnr);
            assertTrue(session.task().protocol().orElseThrow().contains("poses fitted"));
        }
    }

    @Test
    void aCameraIsFittedToAFieldThatStaysAsItIs() {
        Capture capture = capture(0, 1);
        try (RadianceSession session = session(capture, 200, null, null)) {
            session.trainer(null, List.of()).run();
            Photo photo = capture.test().getFirst();
            Motion motion = Motion.of(capture);
            Camera off = motion.move(photo.camera(), 0.006, -0.004, 0.004, -0.02, 0.02, 0.03);
            PoseFit fit = new PoseFit(session.renderer(), session.background(), motion);
            Camera found = fit.of(new Photo("off", off, photo.image()));
            double exactly = session.task().psnr(photo, session.render(photo.camera()));
            double before = session.task().psnr(photo, session.render(off));
            double after = session.task().psnr(photo, session.render(found));
            assertTrue(after > exactly - 0.5, after + " dB, of the exact camera " + exactly);
            assertTrue(after > before + 2, after + " dB, before " + before);
            assertTrue(session.task().protocol().isEmpty(), "all as given goes without saying");
        }
    }

    /** Gains that are learned go with the light, also while the field is still rough and offsets and views explain a part of it. */
    @Test
    void gainsFollowTheLight() {
        double light = 2;
        try (RadianceSession session = session(capture(0, light), 250, affine(), null)) {
            session.trainer(null, List.of()).run();
            float[] exposures = session.task().parameters().getLast().value().toFloatArray();
            double[] found = IntStream.range(0, PHOTOS)
                    .mapToDouble(i -> (exposures[6 * i] + exposures[6 * i + 1] + exposures[6 * i + 2]) / 3.0)
                    .toArray();
            Draws draws = Draws.of(4, "capture", 0);
            double[] truth = IntStream.range(0, PHOTOS)
                    .mapToDouble(i -> Math.log(light) * (2 * draws.uniform(1000 + i) - 1) / 2.4)
                    .toArray();
            double correlation =
                    covariance(found, truth) / Math.sqrt(covariance(found, found) * covariance(truth, truth));
            assertTrue(correlation > 0.5, "correlation of gains with the light " + correlation);
        }
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB))
                .sum();
    }

    /** With everything on, an interrupted run goes on to the bit. */
    @Test
    void aResumedRunIsTheSame() {
        Capture all = capture(10, 0.02, 1.3);
        List<Photo> one = all.test().subList(0, 1);
        Capture capture = new Capture(all.train(), one, one, all.box(), all.transform());
        AppearanceOptions appearance = AppearanceOptionsBuilder.builder(affine())
                .embedding(3)
                .evaluation("fitted")
                .build();
        Path file = folder.resolve("state.safetensors");
        try (RadianceSession once = session(capture, 30, appearance, refined());
                RadianceSession twice = session(capture, 30, appearance, refined())) {
            once.trainer(null, List.of()).run();
            try (RadianceSession first = session(capture, 30, appearance, refined())) {
                RadianceSessionTest.until(first, file, 11).run();
            }
            Trainer<?> second = twice.trainer(null, List.of());
            second.resume(file);
            assertEquals(11, second.progress().step());
            second.run();
            List<Parameter> expected = once.task().parameters();
            List<Parameter> found = twice.task().parameters();
            assertEquals(
                    List.of("looks", "exposures", "cameras"),
                    found.stream().map(Parameter::name).toList().subList(found.size() - 3, found.size()));
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(
                        expected.get(i).value().toFloatArray(),
                        found.get(i).value().toFloatArray());
            }
            assertEquals(once.task().evaluate(), twice.task().evaluate());
            assertTrue(twice.task().protocol().orElseThrow().startsWith("exposures fitted to left halves"));
        }
    }

    @Test
    void aFieldWithoutAPlaceForAnEmbeddingRefusesIt() {
        RadianceFieldOptions other = (owner, kernels, box, seed) ->
                HashGridOptionsBuilder.builder().build().build(owner, kernels, box, seed);
        UserError error = assertThrows(
                UserError.class, () -> other.build(manager, Kernels.of(manager), Box.cube(1), 1, new Looks.Size(3, 8)));
        assertTrue(error.getMessage().startsWith("appearance.embedding is 8, but"), error.getMessage());
    }

    @Test
    void wrongOptionsAreRefusedByTheirKeys() {
        for (var wrong : List.<Runnable>of(
                () -> AppearanceOptionsBuilder.builder().exposure("auto").build(),
                () -> AppearanceOptionsBuilder.builder().embedding(-1).build(),
                () -> AppearanceOptionsBuilder.builder().evaluation("best").build(),
                () -> CameraOptionsBuilder.builder().rate(0.0).build(),
                () -> CameraOptionsBuilder.builder().start(1.0).build(),
                () -> CameraOptionsBuilder.builder().evaluation("best").build())) {
            String message = assertThrows(UserError.class, wrong::run).getMessage();
            assertTrue(message.matches("(appearance|cameras)[.]\\w+ is .*; expected .*"), message);
        }
    }
}
