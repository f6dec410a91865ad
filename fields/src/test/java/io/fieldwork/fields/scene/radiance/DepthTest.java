package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.Samples;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.exact.GenerateOptionsBuilder;
import io.fieldwork.fields.scene.exact.SceneGenerator;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Depths beside a few photographs of the still life, which say more than these alone. */
class DepthTest {
    @TempDir
    private static Path folder;

    private static NDManager manager;

    @BeforeAll
    static void photograph() {
        manager = Compute.configured().newManager();
        SceneGenerator.write(
                GenerateOptionsBuilder.builder()
                        .scene("still-life")
                        .width(40)
                        .height(40)
                        .samples(2)
                        .train(6)
                        .test(2)
                        .validation(0)
                        .points(0)
                        .mesh(0)
                        .depth(true)
                        .build(),
                "nerfstudio",
                folder,
                (done, total) -> {});
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    /** The exact distances of a photograph's pixels, scene units, infinite where nothing is. */
    private static double[] exact(Capture capture, Photo photo) {
        String name = photo.name().replaceFirst("images/", "").replaceFirst("[.]png$", ".npz");
        double[] distances = NpzFile.map(folder.resolve("exact").resolve(name))
                .array("distance")
                .numbers();
        for (int i = 0; i < distances.length; i++) {
            distances[i] *= capture.transform().scale();
        }
        return distances;
    }

    @Test
    void depthsOfFilesAreTheExactDistancesToAMillimetre() {
        Capture capture = Captures.read(SceneOptions.of(folder.toString()), Path.of(""));
        PixelPool pool = PixelPool.of(capture.train());
        Pixels pixels = Pixels.draw(manager, pool, 500, Draws.of(1, "pixels", 0), null);
        float[] found = KnownDistances.of(capture).of(pixels);
        for (int i = 0; i < found.length; i++) {
            double truth = exact(capture, capture.train().get(pixels.photos()[i]))[pixels.places()[i]];
            assertEquals(
                    Double.isFinite(truth) ? truth : 0,
                    found[i],
                    0.51e-3 * capture.transform().scale() * 1.1);
        }
    }

    /** Two rays with three and one samples, and one that nothing is known of, in a box of side 4. */
    @Test
    void itIsTheMeanWayBesideTheKnownDistance() {
        float[] t = {1, 2, 3, 5, 4};
        Samples samples = new Samples(
                manager.create(new int[] {0, 3, 4, 5}),
                manager.create(new int[] {0, 0, 0, 1, 2}),
                manager.zeros(new Shape(5, 3)),
                manager.create(t),
                manager.create(t));
        NDArray weights = manager.create(new float[] {0.2f, 0.5f, 0.1f, 0.9f, 0.3f});
        NDArray opacity = manager.create(new float[] {0.8f, 0.9f, 0.3f});
        NDArray distances = manager.create(new float[] {2, 3, 0});
        double bounded = ((0.2 * 1 + 0.1 * 1) / 4 + 0.2) + (0.9 * 2 / 4 + 0.1);
        weights.setRequiresGradient(true);
        try (Tape tape = Tape.open()) {
            NDArray value = new DepthPenalty(manager, 4, false, 1).value(weights, opacity, samples, distances);
            assertEquals(bounded / 2, value.getFloat(), 1e-6);
            tape.backward(value);
            assertArrayEquals(
                    new float[] {0.125f, 0, 0.125f, 0.25f, 0},
                    Tape.gradient(weights).toFloatArray(),
                    1e-6f);
        }
        double open = 0.2 * 0.25 + 0.1 * (2 / 3.0 - 0.5) + 0.2 * 0.5 + 0.9 * (0.8 - 2 / 3.0) + 0.1 / 3;
        assertEquals(
                open / 2,
                new DepthPenalty(manager, 4, true, 1)
                        .value(weights.stopGradient(), opacity, samples, distances)
                        .getFloat(),
                1e-6);
    }

    private static RadianceSession session(double depth) {
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of(folder.toString()))
                .field(HashGridOptionsBuilder.builder()
                        .levels(5)
                        .features(2)
                        .log2Table(12)
                        .baseResolution(8)
                        .finestResolution(64.0)
                        .hidden(16)
                        .geometryFeatures(8)
                        .harmonics(2)
                        .build())
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(4096)
                        .stepsAcross(128)
                        .occupancyResolution(16)
                        .build())
                .penalties(PenaltyOptionsBuilder.builder().depth(depth).build())
                .train(TrainOptionsBuilder.builder()
                        .steps(300L)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, Path.of(""));
    }

    /** The median error of the depth of test views where something is, sides of the box, and their PSNR. */
    private static double[] trained(double depth) {
        try (RadianceSession session = session(depth)) {
            session.trainer(null, List.of()).run();
            Capture capture = session.capture();
            List<Double> errors = new ArrayList<>();
            for (Photo photo : capture.test()) {
                RenderedView seen = session.render(photo.camera());
                double[] truth = exact(capture, photo);
                for (int i = 0; i < truth.length; i++) {
                    if (Double.isFinite(truth[i])) {
                        errors.add(Math.abs(seen.depth()[i] - truth[i]));
                    }
                }
            }
            Collections.sort(errors);
            return new double[] {
                errors.get(errors.size() / 2) / capture.box().longest(),
                session.task().evaluate().get("psnr")
            };
        }
    }

    @Test
    void depthsPutSurfacesWhereTheyAre() {
        double[] without = trained(0);
        double[] with = trained(0.02);
        String found = "%.4f sides and %.2f dB without, %.4f and %.2f with depths"
                .formatted(without[0], without[1], with[0], with[1]);
        assertTrue(with[0] < 0.65 * without[0] && with[1] > without[1], found);
    }

    @Test
    void aWeightWithoutDepthsIsRefused() {
        Capture capture = Captures.read(SceneOptions.of(folder.toString()), Path.of(""));
        Photo photo = capture.test().getFirst();
        Photo bare = new Photo(photo.name(), photo.camera(), photo.source());
        Capture none = new Capture(List.of(bare), List.of(), List.of(bare), capture.box(), capture.transform());
        UserError error = assertThrows(UserError.class, () -> KnownDistances.of(none));
        assertTrue(error.getMessage().contains("depth_file_path"), error.getMessage());
    }
}
