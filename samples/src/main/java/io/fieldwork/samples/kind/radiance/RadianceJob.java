package io.fieldwork.samples.kind.radiance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.radiance.HashGridOptionsBuilder;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneOptionsBuilder;
import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.radiance.AppearanceOptions;
import io.fieldwork.fields.scene.radiance.CameraOptions;
import io.fieldwork.fields.scene.radiance.PenaltyOptions;
import io.fieldwork.fields.scene.radiance.RadianceOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.samples.config.Shipped;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Learn a radiance field from photographs with known cameras; {@code kind: radiance}.
 *
 * @param scene where the photographs are
 * @param field what is learned, default a hash grid
 * @param sampling how rays are sampled; null, or a block without a type, chooses by the photographs
 * @param appearance what differs between photographs, default nothing
 * @param cameras whether poses are learned, default not
 * @param loss of colours, {@code huber} or {@code mse}
 * @param penalties what is added to the loss, default nothing
 * @param train how long and how fast
 * @param output what the run writes
 * @param generate makes the photographs, if {@code scene.path} is {@code generated:NAME}
 */
@JsonTypeName("radiance")
public record RadianceJob(
        SceneOptions scene,
        @Nullable RadianceFieldOptions field,
        @Nullable RaySamplerOptions sampling,
        @Nullable AppearanceOptions appearance,
        @Nullable CameraOptions cameras,
        @Nullable String loss,
        @Nullable PenaltyOptions penalties,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output,
        @Nullable GenerateOptions generate)
        implements Job {
    /** Fills in defaults. */
    public RadianceJob {
        if (scene == null) {
            throw new UserError("scene.path is missing: it names the folder of the photographs.");
        }
        field = field == null ? HashGridOptionsBuilder.builder().build() : field;
        sampling = sampling == null ? null : sampling.settled();
        appearance = appearance == null ? AppearanceOptions.none() : appearance;
        cameras = cameras == null ? CameraOptions.none() : cameras;
        loss = loss == null ? "huber" : loss;
        penalties = penalties == null ? PenaltyOptions.none() : penalties;
        train = train == null ? TrainOptions.defaults() : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    /** {@return the blocks that a session is built from, with {@code shipped:} data found on disk and others generated} */
    public RadianceOptions options() {
        Path path = generate == null ? Shipped.locate(scene.path()) : GeneratedScene.locate(generate, scene.format());
        SceneOptions located =
                SceneOptionsBuilder.builder(scene).path(path.toString()).build();
        return new RadianceOptions(located, field, sampling, appearance, cameras, loss, penalties, train);
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        return new RadianceRun(options().open(manager, Path.of("").toAbsolutePath(), kernels));
    }
}
