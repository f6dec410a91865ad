package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainListener;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import io.fieldwork.fields.volume.SamplingOptionsBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loss of colours by its names. */
class ColorErrorTest {
    @TempDir
    private Path folder;

    /** The loss of the first step, and the mean square of its errors. */
    private double[] first(NDManager manager, String loss) {
        Map<String, Double> seen = new HashMap<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void onStep(StepReport report) {
                seen.put("loss", report.loss());
                seen.put("square", Math.pow(10, -report.shown().get("psnr") / 10));
            }
        };
        RadianceOptions options = RadianceOptionsBuilder.builder()
                .scene(SceneOptions.of("data"))
                .field(HashGridOptionsBuilder.builder()
                        .levels(4)
                        .features(2)
                        .log2Table(10)
                        .baseResolution(4)
                        .finestResolution(32.0)
                        .hidden(16)
                        .geometryFeatures(8)
                        .harmonics(2)
                        .build())
                .sampling(SamplingOptionsBuilder.builder()
                        .samples(2048)
                        .stepsAcross(96)
                        .build())
                .loss(loss)
                .train(TrainOptionsBuilder.builder().steps(1L).build())
                .build();
        try (RadianceSession session = options.open(manager, folder)) {
            session.trainer(null, List.of(listener)).run();
        }
        return new double[] {seen.get("loss"), seen.get("square")};
    }

    @Test
    void eachNameIsItsFunctionOfTheSameErrors() {
        RadianceSessionTest.photograph(folder.resolve("data"));
        try (NDManager manager = Compute.configured().newManager()) {
            double[] mse = first(manager, "mse");
            assertEquals(mse[1], mse[0], 1e-6);
            double[] smooth = first(manager, "smoothl1");
            assertEquals(mse[1], smooth[1], 1e-6);
            assertEquals(mse[1] / 2, smooth[0], 1e-6);
            double[] huber = first(manager, null);
            assertEquals(true, huber[0] > 0 && huber[0] < 0.9 * mse[0], huber[0] + " and " + mse[0]);
        }
    }

    @Test
    void otherNamesAreRefused() {
        RadianceOptionsBuilder options =
                RadianceOptionsBuilder.builder().scene(SceneOptions.of("data")).loss("l3");
        UserError error = assertThrows(UserError.class, options::build);
        assertEquals("loss is l3; expected one of huber, mse, smoothl1, l1.", error.getMessage());
    }
}
