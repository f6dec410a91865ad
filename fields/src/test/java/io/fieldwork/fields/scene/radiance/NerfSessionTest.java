package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.radiance.NerfOptions;
import io.fieldwork.fields.radiance.NerfOptionsBuilder;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.CoarseFineOptionsBuilder;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original radiance field learns the two-coloured ball, with either of its samplers. */
class NerfSessionTest {
    private static final NerfOptions FIELD = NerfOptionsBuilder.builder()
            .depth(3)
            .width(32)
            .octaves(4)
            .viewOctaves(2)
            .build();

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Compute.configured().newManager();
        RadianceSessionTest.photograph(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static RaySamplerOptions sampling(String type) {
        return type.equals("occupancy")
                ? SamplingOptionsBuilder.builder()
                        .samples(2048)
                        .stepsAcross(96)
                        .occupancyResolution(16)
                        .build()
                : CoarseFineOptionsBuilder.builder()
                        .samples(4096)
                        .coarse(16)
                        .fine(16)
                        .field(FIELD)
                        .build();
    }

    private RadianceSession session(String type, long steps) {
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(FIELD)
                .sampling(sampling(type))
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .rate(0.005)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"occupancy", "coarseFine"})
    void learnsTheBall(String type) {
        Set<String> shown = new HashSet<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                shown.addAll(report.shown().keySet());
            }
        };
        try (RadianceSession session = session(type, 250)) {
            double before = session.task().evaluate().get("psnr");
            session.trainer(null, List.of(listener)).run();
            double after = session.task().evaluate().get("psnr");
            assertTrue(after > 19 && after > before + 6, before + " dB before, " + after + " dB after");
            assertEquals(type.equals("coarseFine"), shown.contains("loss.sampler"));
        }
    }

    private static float[][] everything(RadianceSession session) {
        return session.task().parameters().stream()
                .map(parameter -> parameter.value().toFloatArray())
                .toArray(float[][]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"occupancy", "coarseFine"})
    void aResumedRunEqualsOneThatNeverStoppedBitForBit(String type) {
        Path file = folder.resolve("state.safetensors");
        float[][] expected;
        try (RadianceSession whole = session(type, 60)) {
            RadianceSessionTest.keeping(whole, file, List.of(33L));
            expected = everything(whole);
        }
        try (RadianceSession second = session(type, 60)) {
            Trainer<RadianceTask.Batch> trainer = second.trainer(null, List.of());
            trainer.resume(RadianceSessionTest.kept(file, 33));
            assertEquals(33, trainer.progress().step());
            trainer.run();
            float[][] actual = everything(second);
            assertEquals(expected.length, actual.length);
            for (int k = 0; k < expected.length; k++) {
                assertArrayEquals(expected[k], actual[k], "array " + k);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"occupancy", "coarseFine"})
    void aPublishedCopyShowsTheSame(String type) {
        try (RadianceSession session = session(type, 20);
                PublishedField published = session.publish()) {
            session.trainer(null, List.of()).run();
            published.publish();
            float[] expected = session.render(
                            RadianceSessionTest.photo("from", 1).camera())
                    .rgb();
            float[] actual = published
                    .frame(
                            () -> false,
                            renderer -> Optional.of(renderer.render(
                                    RadianceSessionTest.photo("from", 1).camera())))
                    .orElseThrow()
                    .rgb();
            assertArrayEquals(expected, actual);
        }
    }
}
