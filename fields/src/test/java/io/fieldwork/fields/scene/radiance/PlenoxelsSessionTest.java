package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.radiance.PlenoxelsOptions;
import io.fieldwork.fields.radiance.PlenoxelsOptionsBuilder;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneFiles;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.train.optimizer.RmsPropOptionsBuilder;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import io.fieldwork.fields.volume.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sparse voxel field that changes its shape while it learns the ball of {@link RadianceSessionTest}. */
class PlenoxelsSessionTest {
    private static final PlenoxelsOptions FIELD = PlenoxelsOptionsBuilder.builder()
            .resolutions(List.of(8, 20, 20))
            .changes(List.of(0.3, 0.6))
            .densityRate(10.0)
            .pruning(0.01)
            .build();
    private static final SamplingOptions SAMPLING = SamplingOptionsBuilder.builder()
            .samples(2048)
            .stepsAcross(96)
            .occupancyResolution(16)
            .build();
    private static final PenaltyOptions PENALTIES =
            PenaltyOptionsBuilder.builder().totalVariation(1e-3).sparsity(1e-4).build();

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
        List<Photo> train = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            train.add(RadianceSessionTest.photo("train/r_" + i, 2 * Math.PI * i / 10));
        }
        List<Photo> test =
                List.of(RadianceSessionTest.photo("test/r_0", 0.3), RadianceSessionTest.photo("test/r_1", 2.9));
        SceneFiles.blender(
                new Capture(train, test, test, Box.cube(1.5f), SceneTransform.identity()), folder.resolve("data"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private RadianceSession session(long steps) {
        return session(steps, FIELD);
    }

    private RadianceSession session(long steps, PlenoxelsOptions field) {
        TrainOptions train = TrainOptionsBuilder.builder()
                .steps(steps)
                .seed(3L)
                .rate(0.03)
                .checkpointSeconds(1e9)
                .optimizer(RmsPropOptionsBuilder.builder().build())
                .build();
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(field)
                .sampling(SAMPLING)
                .penalties(PENALTIES)
                .train(train)
                .build()
                .open(manager, folder);
    }

    private static float[][] everything(RadianceSession session) {
        List<float[]> all = new ArrayList<>();
        session.field().parameters().forEach(p -> all.add(p.value().toFloatArray()));
        session.optimizer().state().forEach((name, array) -> {
            if (name.endsWith("second")) {
                all.add(array.toFloatArray());
            }
        });
        all.add(session.task().state().get("occupancy/grid").toFloatArray());
        return all.toArray(float[][]::new);
    }

    @Test
    void learnsTheBallAndShrinksToIt() {
        try (RadianceSession session = session(200)) {
            session.trainer(null, List.of()).run();
            double psnr = session.task().evaluate().get("psnr");
            assertTrue(psnr > 20, psnr + " dB");
            long voxels = session.field().parameters().getFirst().value().size();
            assertTrue(voxels < 0.7 * 20 * 20 * 20, voxels + " voxels");
            try (Tape off = Tape.forwardOnly()) {
                Visible visible =
                        session.task().draw(new Progress(200, 0, 1, 3)).visible();
                NDArray density = visible.positions().take().orElseThrow().density();
                assertTrue(density.min().getFloat() > 0, "what has no density is not sampled");
                assertEquals(density.size(), visible.samples().size());
            }
        }
    }

    /** From before the first change, between the changes, and after the last one. */
    @Test
    void aRunResumedAcrossChangesOfShapeEqualsOneThatNeverStopped() {
        Path file = folder.resolve("state.safetensors");
        List<Long> steps = List.of(17L, 41L, 70L);
        float[][] expected;
        try (RadianceSession whole = session(80)) {
            RadianceSessionTest.keeping(whole, file, steps);
            expected = everything(whole);
        }
        for (long step : steps) {
            Path saved = RadianceSessionTest.kept(file, step);
            try (RadianceSession second = session(80)) {
                Trainer<RadianceTask.Batch> trainer = second.trainer(saved, List.of());
                trainer.resume(saved);
                assertEquals(step, trainer.progress().step());
                trainer.run();
                float[][] actual = everything(second);
                assertEquals(expected.length, actual.length);
                for (int k = 0; k < expected.length; k++) {
                    assertArrayEquals(expected[k], actual[k], "array " + k + " from step " + step);
                }
            }
        }
    }

    @Test
    void aPublishedFieldTakesTheNewShape() {
        try (RadianceSession session = session(40);
                PublishedField published = session.publish()) {
            session.trainer(null, List.of()).run();
            published.publish();
            float[] drawn = published
                    .frame(
                            () -> false,
                            renderer -> Optional.of(renderer.render(
                                    session.capture().test().getFirst().camera())))
                    .orElseThrow()
                    .rgb();
            assertArrayEquals(
                    session.render(session.capture().test().getFirst().camera()).rgb(), drawn);
        }
    }

    /** Resident memory outside the Java heap. */
    private static long nativeKilobytes() {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() / 1024;
        try {
            return -heap
                    + Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What leaks grows in every stretch of steps; the pools of the engine and of the virtual machine grow in one now and then. */
    @Test
    void memoryIsFlatOnceTheShapeIsFinal() {
        List<Long> sizes = new ArrayList<>();
        TrainListener watch = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                if (report.progress().step() % 120 == 60) {
                    sizes.add(nativeKilobytes());
                }
            }
        };
        PlenoxelsOptions early = PlenoxelsOptionsBuilder.builder(FIELD)
                .changes(List.of(0.1, 0.2))
                .build();
        try (RadianceSession session = session(430, early)) {
            session.trainer(null, List.of(watch)).run();
        }
        long grown = Math.min(sizes.get(2) - sizes.get(1), sizes.get(3) - sizes.get(2));
        assertTrue(grown < 10_000, "memory outside the Java heap is " + sizes + " kB every 120 steps");
    }
}
