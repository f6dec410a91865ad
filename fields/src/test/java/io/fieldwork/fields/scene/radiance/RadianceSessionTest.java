package io.fieldwork.fields.scene.radiance;

import static io.fieldwork.fields.scene.capture.SceneFiles.warned;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.field.Occupancy;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.HashGridOptions;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneFiles;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneOptionsBuilder;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Storage;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.TrainResult;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A ball with a green and a red half, photographed from a circle: the whole way from files to a trained field. */
public class RadianceSessionTest {
    private static final int SIZE = 24;
    private static final HashGridOptions FIELD = HashGridOptionsBuilder.builder()
            .levels(4)
            .features(2)
            .log2Table(10)
            .baseResolution(4)
            .finestResolution(32.0)
            .hidden(16)
            .geometryFeatures(8)
            .harmonics(2)
            .build();
    private static final SamplingOptions SAMPLING = SamplingOptionsBuilder.builder()
            .samples(2048)
            .stepsAcross(96)
            .occupancyResolution(16)
            .build();

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
        photograph(folder.resolve("data"));
    }

    /** Writes ten photographs and two that are held out. */
    static void photograph(Path data) {
        List<Photo> train = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            train.add(photo("train/r_" + i, 2 * Math.PI * i / 10));
        }
        List<Photo> test = List.of(photo("test/r_0", 0.3), photo("test/r_1", 2.9));
        SceneFiles.blender(new Capture(train, test, test, Box.cube(1.5f), SceneTransform.identity()), data);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    public static Photo photo(String name, double angle) {
        float[] eye = {(float) (4 * Math.cos(angle)), (float) (4 * Math.sin(angle)), 1};
        Camera camera =
                Camera.lookAt(Intrinsics.ofFieldOfView(SIZE, SIZE, 0.69), eye, new float[3], new float[] {0, 0, 1});
        byte[] pixels = new byte[4 * SIZE * SIZE];
        float[] ray = new float[6];
        for (int i = 0; i < SIZE * SIZE; i++) {
            camera.ray(i % SIZE + 0.5, i / SIZE + 0.5, ray, 0);
            double b = ray[0] * ray[3] + ray[1] * ray[4] + ray[2] * ray[5];
            double c = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2] - 1;
            if (b * b > c) {
                double t = -b - Math.sqrt(b * b - c);
                boolean green = ray[0] + t * ray[3] > 0;
                pixels[4 * i + (green ? 1 : 0)] = (byte) 200;
                pixels[4 * i + 3] = (byte) 255;
            }
        }
        return new Photo(name, camera, new Image(SIZE, SIZE, 4, pixels));
    }

    private RadianceSession session(long steps) {
        return session(steps, null);
    }

    private RadianceSession session(long steps, String kernels) {
        return session(steps, kernels, null);
    }

    private RadianceSession session(long steps, String kernels, PenaltyOptions penalties) {
        TrainOptions train = TrainOptionsBuilder.builder()
                .steps(steps)
                .seed(3L)
                .checkpointSeconds(1e9)
                .build();
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(FIELD)
                .sampling(SAMPLING)
                .penalties(penalties)
                .train(train)
                .build()
                .open(manager, folder, kernels);
    }

    @Test
    void withoutSamplesTrainingStopsWithASentence() {
        RadianceOptions blind = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(FIELD)
                .sampling(SamplingOptionsBuilder.builder(SAMPLING).near(1e5).build())
                .build();
        Capture capture = Captures.read(blind.scene(), folder);
        try (RadianceSession session =
                new RadianceSession(manager, Kernels.of(manager), blind, capture, Surroundings.of(SAMPLING))) {
            UserError error = assertThrows(
                    UserError.class, () -> session.trainer(null, List.of()).run());
            assertTrue(error.getMessage().contains("No ray met anything"), error.getMessage());
        }
    }

    @Test
    void aNearPlaneBehindAllThatIsSeenIsRefusedAndOneBeforeMostOfItIsTold() {
        Capture capture = Captures.read(SceneOptions.of("data"), folder);
        UserError error = assertThrows(UserError.class, () -> capture.requireNear(9));
        assertTrue(
                error.getMessage().startsWith("The near plane (scene.near, sampling.near) is 9.0, behind all there is"),
                error.getMessage());
        assertTrue(error.getMessage().contains("without the key it is 0.05"), error.getMessage());
        assertEquals("", warned(() -> capture.requireNear(3)));
        assertTrue(warned(() -> capture.requireNear(4.5))
                .contains("The near plane (scene.near, sampling.near) at 4.5 hides "));
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .sampling(SamplingOptionsBuilder.builder().near(50.0).build())
                .build();
        assertThrows(UserError.class, () -> options.open(manager, folder));
    }

    /** White all around is learned as fog, unless it is said to be nothing. */
    @Test
    void aWhiteGroundIsMentionedAndNothingOnceThatIsSaid() throws IOException {
        Path opaque = folder.resolve("opaque");
        for (String split : List.of("train", "test")) {
            String file = "transforms_" + split + ".json";
            Files.createDirectories(opaque);
            Files.copy(folder.resolve("data").resolve(file), opaque.resolve(file));
        }
        Capture clear = Captures.read(SceneOptions.of("data"), folder);
        Stream.of(clear.train(), clear.test()).flatMap(List::stream).forEach(photo -> {
            byte[] rgb = new byte[3 * SIZE * SIZE];
            float[] white = Pixels.over(photo.image(), new float[] {1, 1, 1});
            IntStream.range(0, rgb.length).forEach(i -> rgb[i] = (byte) Math.round(255 * white[i]));
            new Image(SIZE, SIZE, 3, rgb).writePng(opaque.resolve(photo.name() + ".png"));
        });
        SceneOptions silent = SceneOptions.of("opaque");
        assertTrue(warned(() -> Captures.read(silent, folder)).contains("10 of 10 photographs are white"));
        SceneOptions said =
                SceneOptionsBuilder.builder(silent).background("white").build();
        assertEquals("", warned(() -> Captures.read(said, folder)));
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(said)
                .field(FIELD)
                .sampling(SAMPLING)
                .train(TrainOptionsBuilder.builder().steps(60L).seed(3L).build())
                .build();
        try (RadianceSession session = options.open(manager, folder)) {
            session.trainer(null, List.of()).run();
            float[] corner =
                    session.render(session.capture().test().getFirst().camera()).opacity();
            assertTrue(corner[0] < 0.5, "nothing is in the corner: " + corner[0]);
            try (Tape off = Tape.forwardOnly()) {
                NDArray behind = session.task().draw(new Progress(0, 0, 0, 3)).background();
                assertEquals(behind.size(), behind.sum().getFloat(), "every pixel is over white");
            }
        }
    }

    /** The share of the box that is occupied. */
    private static double occupied(Occupancy occupancy) {
        long full = IntStream.range(0, 16 * 16 * 16)
                .filter(i -> occupancy.at(middle(i % 16), middle(i / 16 % 16), middle(i / 256)))
                .count();
        return full / 4096.0;
    }

    private static float middle(int cell) {
        return -1.5f + (cell + 0.5f) * 3 / 16;
    }

    private static float[][] everything(RadianceSession session) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : session.field().parameters()) {
            all.add(parameter.value().toFloatArray());
        }
        all.add(session.task().state().get("occupancy/grid").toFloatArray());
        all.add(new float[] {session.task().state().get("rays").toIntArray()[0]});
        return all.toArray(float[][]::new);
    }

    /** A trainer that ends after a step. */
    static Trainer<RadianceTask.Batch> until(RadianceSession session, Path file, long last) {
        List<Trainer<RadianceTask.Batch>> self = new ArrayList<>();
        TrainListener stop = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (report.progress().step() == last) {
                    self.getFirst().cancel();
                }
            }
        };
        self.add(session.trainer(file, List.of(stop)));
        return self.getFirst();
    }

    /** Trains to the end; the checkpoints of some steps are kept beside the file, with their numbers behind its name. */
    public static <B> void keeping(TrainingSession<B> session, Path file, List<Long> steps) {
        List<Trainer<B>> self = new ArrayList<>();
        TrainListener keeper = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (steps.contains(report.progress().step())) {
                    self.getFirst().requestSave();
                }
            }

            @Override
            public void onCheckpoint(StepReport report) {
                try {
                    Files.move(file, kept(file, report.progress().step()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        self.add(session.trainer(file, List.of(keeper)));
        self.getFirst().run();
    }

    /** The checkpoint of a step that was kept. */
    public static Path kept(Path file, long step) {
        return file.resolveSibling(file.getFileName() + "." + step);
    }

    @Test
    void learnsTheBall() {
        try (RadianceSession session = session(250)) {
            double before = session.task().evaluate().get("psnr");
            session.trainer(null, List.of()).run();
            double after = session.task().evaluate().get("psnr");
            assertTrue(after > 20 && after > before + 6, before + " dB before, " + after + " dB after");
            double share = occupied(session.sampler().occupancy());
            assertTrue(share < 0.7, "occupied " + share);
        }
    }

    /** Where photographs are kept changes no number, so a run may be resumed where they are kept otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"disk", "window"})
    void itIsTheSameTrainingWhereverPhotographsAreKept(String keep) {
        System.setProperty("fieldwork.cache", folder.resolve("cache").toString());
        try {
            assertArrayEquals(trained("memory"), trained(keep));
        } finally {
            System.clearProperty("fieldwork.cache");
        }
    }

    private float[][] trained(String keep) {
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(SceneOptionsBuilder.builder().path("data").keep(keep).build())
                .field(FIELD)
                .sampling(SAMPLING)
                .train(TrainOptionsBuilder.builder()
                        .steps(20L)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build();
        try (RadianceSession session = options.open(manager, folder)) {
            session.trainer(null, List.of()).run();
            return everything(session);
        }
    }

    /** Loss and its terms of the last step. */
    private Map<String, Double> last(PenaltyOptions penalties) {
        Map<String, Double> last = new HashMap<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                last.putAll(report.shown());
                last.put("loss", report.loss());
            }
        };
        try (RadianceSession session = session(150, null, penalties)) {
            session.trainer(null, List.of(listener)).run();
        }
        return last;
    }

    @Test
    void penaltiesAreAddedShownAndLowered() {
        Map<String, Double> alone = last(null);
        assertEquals(Set.of("loss", "psnr", "samples", "rays"), alone.keySet());
        Map<String, Double> weak =
                last(PenaltyOptionsBuilder.builder().distortion(1e-9).build());
        Map<String, Double> strong =
                last(PenaltyOptionsBuilder.builder().distortion(0.3).build());
        assertTrue(
                strong.get("loss.distortion") < 0.5 * weak.get("loss.distortion"),
                strong.get("loss.distortion") + " and " + weak.get("loss.distortion"));
        assertEquals(strong.get("loss.color") + 0.3 * strong.get("loss.distortion"), strong.get("loss"), 1e-6);
    }

    @Test
    void aResumedRunEqualsOneThatNeverStoppedBitForBit() {
        Path file = folder.resolve("state.safetensors");
        float[][] expected;
        try (RadianceSession whole = session(80)) {
            whole.trainer(null, List.of()).run();
            expected = everything(whole);
        }
        try (RadianceSession first = session(80)) {
            assertEquals(
                    TrainResult.Stop.CANCELLED, until(first, file, 41).run().stop());
        }
        try (RadianceSession second = session(80)) {
            Trainer<RadianceTask.Batch> trainer = second.trainer(file, List.of());
            trainer.resume(file);
            assertEquals(41, trainer.progress().step());
            trainer.run();
            float[][] actual = everything(second);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], "array " + k);
            }
        }
    }

    @Test
    void aFieldWithoutNumbersEndsTrainingAndIsNotSaved() {
        Path file = folder.resolve("state.safetensors");
        try (RadianceSession session = session(100)) {
            TrainListener poison = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    if (report.progress().step() == 16) {
                        var weights = session.field().parameters().get(1).value();
                        Storage.overwrite(weights, weights.stopGradient().mul(Float.NaN));
                    }
                }
            };
            TrainResult result = session.trainer(file, List.of(poison)).run();
            assertEquals(TrainResult.Stop.DIVERGED, result.stop());
            assertEquals(16, result.progress().step());
            assertFalse(Files.exists(file));
        }
    }

    private static float[] drawn(PublishedField published) {
        return published
                .frame(
                        () -> false,
                        renderer -> Optional.of(renderer.render(photo("from", 1).camera())))
                .orElseThrow()
                .rgb();
    }

    private static float[] now(RadianceSession session) {
        return session.render(photo("from", 1).camera()).rgb();
    }

    @Test
    void aPublishedFieldStaysAsItWasPublished() {
        try (RadianceSession session = session(40);
                PublishedField published = session.publish()) {
            float[] untrained = now(session);
            assertArrayEquals(untrained, drawn(published));
            assertTrue(published.isSeen());
            session.trainer(null, List.of()).run();
            float[] trained = now(session);
            assertFalse(Arrays.equals(untrained, trained));
            assertArrayEquals(untrained, drawn(published));
            long version = published.version();
            published.publish();
            assertTrue(published.version() != version);
            assertFalse(published.isSeen());
            assertArrayEquals(trained, drawn(published));
            assertTrue(published.isSeen());
        }
    }

    /** Each frame is one of the states that were published, and training goes the way it goes alone. */
    @ParameterizedTest
    @CsvSource({"host,40", "plain,8"})
    void drawingWhileTrainingDisturbsNeither(String kernels, long steps) throws Exception {
        float[][] expected;
        try (RadianceSession alone = session(steps, kernels)) {
            alone.trainer(null, List.of()).run();
            expected = everything(alone);
        }
        try (RadianceSession session = session(steps, kernels);
                PublishedField published = session.publish()) {
            List<float[]> states = new CopyOnWriteArrayList<>(List.of(now(session)));
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> drawing = CompletableFuture.supplyAsync(() -> frames(published, states, done));
            TrainListener publisher = new TrainListener() {
                @Override
                public void onStep(StepReport report) {
                    states.add(now(session));
                    published.publish();
                }
            };
            session.trainer(null, List.of(publisher)).run();
            done.set(true);
            assertTrue(drawing.get() > 1);
            assertArrayEquals(now(session), drawn(published));
            float[][] actual = everything(session);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], "array " + k);
            }
        }
    }

    private static int frames(PublishedField published, List<float[]> states, AtomicBoolean done) {
        int frames = 0;
        while (!done.get()) {
            float[] frame = drawn(published);
            assertTrue(states.stream().anyMatch(state -> Arrays.equals(state, frame)), "frame " + frames);
            frames++;
        }
        return frames;
    }

    @Test
    void aFrameThatIsNotWantedIsNotBegun() {
        try (RadianceSession session = session(1);
                PublishedField published = session.publish()) {
            Optional<Integer> inner = published.frame(() -> false, first -> {
                published.publish();
                return published.frame(() -> true, second -> Optional.of(2));
            });
            assertEquals(Optional.empty(), inner, "the fresh state waits for the frame under way");
            assertEquals(Optional.of(3), published.frame(() -> false, third -> Optional.of(3)));
        }
    }
}
