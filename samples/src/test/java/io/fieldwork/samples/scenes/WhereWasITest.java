package io.fieldwork.samples.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.exact.GenerateOptionsBuilder;
import io.fieldwork.fields.scene.exact.SceneGenerator;
import io.fieldwork.fields.scene.radiance.PoseSearch;
import io.fieldwork.fields.scene.radiance.RadianceOptionsBuilder;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.joml.Vector3d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereWasITest {
    private static void photograph(Path folder) {
        SceneGenerator.write(
                GenerateOptionsBuilder.builder()
                        .scene("still-life")
                        .width(48)
                        .height(48)
                        .samples(2)
                        .train(40)
                        .test(2)
                        .validation(0)
                        .points(0)
                        .mesh(0)
                        .build(),
                "nerfstudio",
                folder,
                (done, total) -> {});
    }

    private static RadianceSession session(NDManager manager, Path folder) {
        return RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of(folder.toString()))
                .field(HashGridOptionsBuilder.builder()
                        .levels(6)
                        .features(2)
                        .log2Table(13)
                        .baseResolution(8)
                        .finestResolution(96.0)
                        .hidden(16)
                        .geometryFeatures(16)
                        .harmonics(2)
                        .build())
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(8192)
                        .stepsAcross(192)
                        .occupancyResolution(32)
                        .build())
                .train(TrainOptionsBuilder.builder()
                        .steps(400L)
                        .seed(3L)
                        .checkpointSeconds(1e9)
                        .build())
                .build()
                .open(manager, Path.of(""));
    }

    /** To what a field knows that learned for some seconds from photographs of 48 x 48. */
    @Test
    void aCameraThatIsFarOffIsFoundByWhatItSees(@TempDir Path folder) {
        photograph(folder);
        try (NDManager manager = Compute.choose("cpu").newManager();
                RadianceSession session = session(manager, folder)) {
            session.trainer(null, List.of()).run();
            Vector3d axis = new Vector3d(1, 2, -1);
            for (Photo photo : session.capture().test()) {
                Camera guess = WhereWasI.astray(photo.camera(), axis, 10, new Vector3d(0.06, -0.06, 0.053));
                double[] before = WhereWasI.apart(guess, photo.camera());
                assertEquals(10, before[0], 1e-3);
                assertEquals(0.1, before[1], 1e-3);
                BitSet all = new BitSet();
                all.set(0, photo.width() * photo.height());
                assertEquals(guess, PoseSearch.find(session, new Photo(photo.name(), guess, photo.source(), all)));
                double[] after = WhereWasI.apart(PoseSearch.find(session, photo.by(guess)), photo.camera());
                assertTrue(
                        after[0] < 0.5 && after[1] < 0.05,
                        photo.name() + " off by " + after[0] + " degrees and " + after[1]);
            }
        }
    }
}
