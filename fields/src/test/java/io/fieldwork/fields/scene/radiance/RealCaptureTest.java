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
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.joml.Matrix3d;
import org.joml.Vector3d;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ball with soft spots, photographed from all around by cameras that are not where they are said to be, in changing light. */
class RealCaptureTest {
    private static final int SIZE = 32;
    private static final int PHOTOS = 20;
    private static final double RADIUS = 1.1;
    private static final HashGridOptions FIELD = new HashGridOptions(6, 2, 12, 8, 64.0, 16, 8, 2);
    private static final SamplingOptions SAMPLING = SamplingOptionsBuilder.builder()
            .samples(4096)
            .stepsAcross(128)
            .occupancyResolution(16)
            .near(0.05)
            .build();

    @TempDir
    private Path folder;

    private NDManager manager;
    private final List<Camera> exact = new ArrayList<>();

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Photographs whose training cameras are turned by so many radians, and whose light changes by up to a factor. */
    private Capture capture(double turn, double light) {
        List<Photo> train = new ArrayList<>();
        Draws draws = Draws.of(4, "capture", 0);
        for (int i = 0; i < PHOTOS; i++) {
            Camera camera = camera(2.4 * i, -1.5 + 3.5 * i / PHOTOS);
            exact.add(camera);
            Image image = image(camera, Math.pow(light, 2 * draws.uniform(1000 + i) - 1));
            double[] by = new double[Motion.NUMBERS];
            for (int k = 0; k < by.length; k++) {
                by[k] = (k < 3 ? turn : turn / 3) * draws.normal(6L * i + k) / Math.sqrt(3);
            }
            Motion own = new Motion(camera.pose().position(), 4, 1);
            train.add(new Photo("train/r_" + i, own.move(camera, by), image));
        }
        List<Photo> test = IntStream.range(0, 2)
                .mapToObj(i -> camera(1 + 2.2 * i, 1))
                .map(camera -> new Photo("test", camera, image(camera, 1)))
                .toList();
        return new Capture(train, test, test, Box.cube(1.5f), SceneTransform.identity());
    }

    private static Camera camera(double angle, double height) {
        double across = Math.sqrt(16 - height * height);
        float[] eye = {(float) (across * Math.cos(angle)), (float) (across * Math.sin(angle)), (float) height};
        Intrinsics lens = Intrinsics.ofFieldOfView(SIZE, SIZE, 0.69);
        return Camera.lookAt(lens, eye, new float[3], new float[] {0, 0, 1});
    }

    private static Image image(Camera camera, double light) {
        byte[] pixels = new byte[4 * SIZE * SIZE];
        float[] ray = new float[6];
        for (int i = 0; i < SIZE * SIZE; i++) {
            camera.ray(i % SIZE + 0.5, i / SIZE + 0.5, ray, 0);
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
        return new Image(SIZE, SIZE, 4, pixels);
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

    /** Root mean square of the angles between cameras in radians, after the turn of all that makes it least. */
    private double off(Capture seen) {
        Vector3d mean = new Vector3d();
        List<Vector3d> turns = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            Matrix3d between =
                    turn(seen.train().get(i).camera()).mul(turn(exact.get(i)).transpose());
            Vector3d turn = new Vector3d(
                            between.m12() - between.m21(), between.m20() - between.m02(), between.m01() - between.m10())
                    .mul(0.5);
            turns.add(turn);
            mean.add(turn);
        }
        mean.div(PHOTOS);
        return Math.sqrt(
                turns.stream().mapToDouble(mean::distanceSquared).average().orElseThrow());
    }

    private static Matrix3d turn(Camera camera) {
        float[] m = camera.pose().rowMajor3x4();
        return new Matrix3d(m[0], m[4], m[8], m[1], m[5], m[9], m[2], m[6], m[10]);
    }

    @Test
    void camerasAreFoundBackWithTheField() {
        Capture capture = capture(0.03, 1);
        double before = off(capture);
        double without;
        try (RadianceSession session = session(capture, 300, null, null)) {
            session.trainer(null, List.of()).run();
            without = session.task().evaluate().get("psnr");
        }
        try (RadianceSession session = session(capture, 300, null, refined())) {
            session.trainer(null, List.of()).run();
            double after = off(session.seen());
            double psnr = session.task().evaluate().get("psnr");
            System.out.println("off " + before + " then " + after + ", " + without + " dB then " + psnr);
            assertTrue(after < 0.7 * before, before + " became " + after);
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
            System.out.println("fit " + before + " then " + after + ", of the exact camera " + exactly);
            assertTrue(after > exactly - 0.2, after + " dB, of the exact camera " + exactly);
            assertTrue(after > before + 2, after + " dB, before " + before);
            assertTrue(session.task().protocol().isEmpty(), "all as given goes without saying");
        }
    }

    /** Light that changes by a third costs little where exposures are learned, and much where they are not. */
    @Test
    void changingLightIsNoPartOfTheField() {
        double[] psnr = new double[3];
        for (int i = 0; i < psnr.length; i++) {
            exact.clear();
            try (RadianceSession session = session(capture(0, i == 0 ? 1 : 1.4), 250, i == 2 ? affine() : null, null)) {
                session.trainer(null, List.of()).run();
                psnr[i] = session.task().evaluate().get("psnr");
            }
        }
        System.out.println(java.util.Arrays.toString(psnr));
        assertTrue(psnr[2] > psnr[0] - 1, "learned " + psnr[2] + ", unchanged " + psnr[0]);
        assertTrue(psnr[1] < psnr[2] - 2, "ignored " + psnr[1] + ", learned " + psnr[2]);
    }

    /** With everything on, an interrupted run goes on to the bit. */
    @Test
    void aResumedRunIsTheSame() {
        Capture capture = capture(0.02, 1.3);
        AppearanceOptions appearance = AppearanceOptionsBuilder.builder(affine())
                .embedding(3)
                .evaluation("fitted")
                .build();
        Path file = folder.resolve("state.safetensors");
        try (RadianceSession once = session(capture, 30, appearance, refined());
                RadianceSession twice = session(capture, 30, appearance, refined())) {
            once.trainer(null, List.of()).run();
            try (RadianceSession first = session(capture, 30, appearance, refined())) {
                Trainer<?>[] trainer = new Trainer<?>[1];
                TrainListener stop = new TrainListener() {
                    @Override
                    public void onStep(StepReport step) {
                        if (step.progress().step() == 11) {
                            trainer[0].cancel();
                        }
                    }
                };
                trainer[0] = first.trainer(file, List.of(stop));
                trainer[0].run();
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
