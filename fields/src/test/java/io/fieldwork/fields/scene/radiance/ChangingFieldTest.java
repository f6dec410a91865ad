package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.radiance.TensorfOptions;
import io.fieldwork.fields.radiance.TensorfOptionsBuilder;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.train.Trainer;
import io.fieldwork.fields.volume.SamplingOptions;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A factorised field grows and its box shrinks while it is trained; checkpoints and copies follow. */
class ChangingFieldTest {
    private static final TensorfOptions FIELD = TensorfOptionsBuilder.builder()
            .densityRank(4)
            .colorRank(8)
            .resolution(12)
            .finalResolution(24)
            .upsample(List.of(0.4, 0.7))
            .activation("exp")
            .hidden(16)
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
        RadianceSessionTest.photograph(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private RadianceSession session(long steps) {
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(FIELD)
                .sampling(SAMPLING)
                .penalties(PenaltyOptionsBuilder.builder()
                        .sparsity(1e-4)
                        .totalVariation(1e-4)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(steps)
                        .seed(3L)
                        .rate(0.02)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, folder);
    }

    private static List<float[]> everything(RadianceSession session) {
        List<float[]> all = new ArrayList<>();
        for (Parameter parameter : session.field().parameters()) {
            all.add(parameter.value().toFloatArray());
        }
        all.add(session.task().state().get("field/box").toFloatArray());
        all.add(session.task().state().get("occupancy/grid").toFloatArray());
        return all;
    }

    /** From when the first change is due, between the two, and after both. */
    @Test
    void aResumedRunEqualsOneThatNeverStoppedBitForBit() {
        Path file = folder.resolve("state.safetensors");
        List<Long> steps = List.of(32L, 45L, 70L);
        List<float[]> expected;
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
                List<float[]> actual = everything(second);
                for (int k = 0; k < expected.size(); k++) {
                    assertArrayEquals(expected.get(k), actual.get(k), "array " + k + " from step " + step);
                }
            }
        }
    }

    @Test
    void itLearnsGrowsShrinksAndCopiesFollow() {
        try (RadianceSession session = session(400);
                PublishedField published = session.publish()) {
            double before = session.task().evaluate().get("psnr");
            long small = session.parameters();
            session.trainer(null, List.of()).run();
            assertTrue(session.parameters() > 2 * small, session.parameters() + " parameters");
            NDArray box = session.task().state().get("field/box");
            assertTrue(
                    box.max().getFloat() < 1.49, "the box ends at " + box.max().getFloat());
            double after = session.task().evaluate().get("psnr");
            assertTrue(after > 18 && after > before + 4, before + " dB before, " + after + " dB after");
            published.publish();
            Photo photo = session.capture().test().getFirst();
            float[] copy = published
                    .frame(() -> false, renderer -> Optional.of(renderer.render(photo.camera())))
                    .orElseThrow()
                    .rgb();
            assertArrayEquals(session.render(photo.camera()).rgb(), copy);
        }
    }
}
