package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneOptionsBuilder;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.ProposalOptionsBuilder;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A red ball in a far, round, patterned wall, photographed from a circle inside it. */
class SurroundingsTest {
    private static final int SIZE = 24;
    private static final double WALL = 9;

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

    private static Capture capture(int channels) {
        return capture(channels, WALL);
    }

    private static Capture capture(int channels, double wall) {
        List<Photo> train = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            train.add(photo("r_" + i, 2 * Math.PI * i / 24, channels, wall));
        }
        List<Photo> test = List.of(photo("t_0", 0.4, channels, wall), photo("t_1", 2.75, channels, wall));
        return new Capture(train, List.of(), test, Box.cube(1.5f), SceneTransform.identity());
    }

    private static Photo photo(String name, double angle, int channels, double radius) {
        float[] eye = {(float) (3 * Math.cos(angle)), (float) (3 * Math.sin(angle)), 1};
        Camera camera =
                Camera.lookAt(Intrinsics.ofFieldOfView(SIZE, SIZE, 0.9), eye, new float[3], new float[] {0, 0, 1});
        byte[] pixels = new byte[channels * SIZE * SIZE];
        float[] ray = new float[6];
        for (int i = 0; i < SIZE * SIZE; i++) {
            camera.ray(i % SIZE + 0.5, i / SIZE + 0.5, ray, 0);
            double b = ray[0] * ray[3] + ray[1] * ray[4] + ray[2] * ray[5];
            double c = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2];
            boolean ball = b * b > c - 0.5;
            double t = -b + Math.sqrt(b * b - c + radius * radius);
            for (int k = 0; k < 3; k++) {
                double wall = 128 + 100 * Math.sin(0.8 * WALL / radius * (ray[k] + t * ray[3 + k]) + k);
                pixels[channels * i + k] = (byte) (ball ? k == 0 ? 220 : 20 : wall);
            }
            if (channels == 4) {
                pixels[4 * i + 3] = (byte) 255;
            }
        }
        return new Photo(name, camera, new Image(SIZE, SIZE, channels, pixels));
    }

    private RadianceSession session(RaySamplerOptions sampling, long steps) {
        return session(sampling, steps, null, capture(3));
    }

    private RadianceSession session(
            RaySamplerOptions sampling, long steps, @Nullable String background, Capture capture) {
        SceneOptions scene = SceneOptionsBuilder.builder(SceneOptions.of("nowhere"))
                .background(background)
                .build();
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(scene)
                .field(HashGridOptionsBuilder.builder()
                        .levels(5)
                        .features(2)
                        .log2Table(11)
                        .baseResolution(4)
                        .finestResolution(64.0)
                        .hidden(16)
                        .geometryFeatures(8)
                        .harmonics(2)
                        .build())
                .sampling(sampling)
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build();
        NDManager own = Scopes.under(manager);
        return new RadianceSession(own, Kernels.of(own), options, capture, Surroundings.of(sampling));
    }

    private static RaySamplerOptions proposals() {
        return ProposalOptionsBuilder.builder()
                .samples(3072)
                .proposals(List.of(32, 24))
                .intervals(12)
                .near(0.1)
                .log2Table(10)
                .finestResolution(64)
                .annealing(50)
                .build();
    }

    @Test
    void theyFollowFromThePhotographs() {
        SceneOptions plain = SceneOptions.of("x");
        Surroundings seen = Surroundings.of(plain, capture(3));
        assertTrue(seen.open());
        assertEquals(
                "opaque images whose cameras face inwards show all of space, contracted around the box", seen.words());
        assertFalse(Surroundings.of(plain, capture(4)).open());
        assertFalse(Surroundings.of(
                        SceneOptionsBuilder.builder(plain).background("white").build(), capture(3))
                .open());
        assertFalse(Surroundings.of(SceneOptionsBuilder.builder(plain).box(2.0).build(), capture(3))
                .open());
        assertTrue(Surroundings.of(
                        SceneOptionsBuilder.builder(plain).background("learned").build(), capture(3))
                .open());
    }

    @Test
    void aFarWallIsLearnedBeyondTheBox() {
        double bounded = psnr(session(cells(1), 200));
        double open = psnr(session(proposals(), 200));
        double nested = psnr(session(cells(4), 200));
        assertTrue(open > 17 && open > bounded + 4, bounded + " dB in the box, " + open + " dB in all of space");
        assertTrue(nested > 17 && nested > bounded + 4, bounded + " dB in the box, " + nested + " dB in boxes around");
    }

    /** The quality of a session after its training. */
    private static double psnr(RadianceSession session) {
        try (session) {
            session.trainer(null, List.of()).run();
            return session.task().evaluate().get("psnr");
        }
    }

    private static RaySamplerOptions cells(int levels) {
        return SamplingOptionsBuilder.builder()
                .samples(3072)
                .stepsAcross(96)
                .occupancyResolution(16)
                .near(0.1)
                .levels(levels)
                .build();
    }

    @Test
    void whatIsInfinitelyFarIsLearnedBehindTheBox() {
        Capture sky = capture(3, 1e4);
        double black = psnr(session(cells(1), 200, null, sky));
        try (RadianceSession session = session(cells(1), 200, "learned", sky)) {
            session.trainer(null, List.of()).run();
            double learned = session.task().evaluate().get("psnr");
            assertTrue(
                    learned > 24 && learned > black + 6, black + " dB before black, " + learned + " dB before a sky");
            RenderedView view = session.render(sky.test().getFirst().camera());
            assertTrue(view.opacity()[0] < 0.2, "opacity in a corner: " + view.opacity()[0]);
            try (PublishedField published = session.publish()) {
                RenderedView copy = published
                        .frame(
                                () -> false,
                                renderer -> Optional.of(
                                        renderer.render(sky.test().getFirst().camera())))
                        .orElseThrow();
                assertArrayEquals(view.rgb(), copy.rgb(), 1e-5f);
            }
        }
    }

    @Test
    void viewsAwayFromTheTrainingAreMeasuredApart() {
        Capture given = capture(3);
        List<Photo> away = given.test().subList(1, 2);
        Capture both = new Capture(
                given.train(),
                List.of(),
                given.test().subList(0, 1),
                away,
                given.extent(),
                given.transform(),
                given.window());
        try (RadianceSession session = session(cells(1), 1, null, both)) {
            Map<String, Double> all = session.task().evaluate();
            assertEquals(Set.of("psnr", "ssim", "psnrExtrapolation", "ssimExtrapolation"), all.keySet());
            double apart = session.task().evaluate(away, (photo, frame) -> {}).get("psnr");
            assertEquals(apart, all.get("psnrExtrapolation"), 1e-9);
            assertTrue(Math.abs(all.get("psnr") - apart) > 1e-6);
        }
    }

    @Test
    void aResumedRunEqualsOneThatNeverStoppedBitForBit() {
        resumes(proposals());
    }

    @Test
    void aResumedRunThroughLevelsBeforeASkyEqualsOneThatNeverStopped() {
        resumes(cells(3));
    }

    private void resumes(RaySamplerOptions sampling) {
        Path file = folder.resolve("state.safetensors");
        List<float[]> expected;
        try (RadianceSession whole = session(sampling, 60, "learned", capture(3))) {
            RadianceSessionTest.keeping(whole, file, List.of(31L));
            expected = parameters(whole);
        }
        try (RadianceSession second = session(sampling, 60, "learned", capture(3))) {
            Trainer<RadianceTask.Batch> trainer = second.trainer(null, List.of());
            trainer.resume(RadianceSessionTest.kept(file, 31));
            assertEquals(31, trainer.progress().step());
            trainer.run();
            List<float[]> actual = parameters(second);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), 0);
            }
        }
    }

    private static List<float[]> parameters(RadianceSession session) {
        return session.task().parameters().stream()
                .map(Parameter::value)
                .map(value -> value.toFloatArray())
                .toList();
    }
}
