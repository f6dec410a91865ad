package io.fieldwork.samples.kind.radiance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.radiance.RadianceFieldOptions;
import io.fieldwork.fields.radiance.SurfaceOptions;
import io.fieldwork.fields.radiance.SurfaceOptionsBuilder;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.exact.GenerateOptions;
import io.fieldwork.fields.scene.radiance.PenaltyOptions;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.volume.ErrorBoundOptionsBuilder;
import io.fieldwork.fields.volume.RaySamplerOptions;
import io.fieldwork.fields.volume.SurfaceSamplingOptionsBuilder;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import org.jspecify.annotations.Nullable;

/**
 * Learn a surface with its colours from photographs with known cameras; {@code kind: surface}. What is not named here is as in {@link
 * RadianceJob}.
 *
 * @param scene where the photographs are
 * @param field what is learned, of {@code type: surface}, default VolSDF's density of a small network
 * @param sampling how rays are sampled, default VolSDF's or NeuS' own way, by {@code field.density}
 * @param loss of colours, default {@code l1}
 * @param penalties what is added to the loss, default 0.1 {@code eikonal}
 * @param train how long and how fast
 * @param output what the run writes
 * @param generate makes the photographs, if {@code scene.path} is {@code generated:NAME}; the surface is then measured against the true one
 */
@JsonTypeName("surface")
public record SurfaceJob(
        SceneOptions scene,
        @Nullable RadianceFieldOptions field,
        @Nullable RaySamplerOptions sampling,
        @Nullable String loss,
        @Nullable PenaltyOptions penalties,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output,
        @Nullable GenerateOptions generate)
        implements Job {
    /** Fills in defaults. */
    public SurfaceJob {
        if (scene == null) {
            throw new UserError("scene.path is missing: it names the folder of the photographs.");
        }
        field = field == null ? SurfaceOptionsBuilder.builder().build() : field;
        if (!(field instanceof SurfaceOptions surface)) {
            throw new UserError("field.type is missing or names a field without a surface; expected surface.");
        }
        sampling = sampling == null ? usual(surface) : sampling;
        loss = loss == null ? "l1" : loss;
        penalties = penalties == null ? PenaltyOptions.none() : penalties;
        train = train == null ? TrainOptions.defaults() : train;
        output = output == null ? OutputOptions.defaults() : output;
    }

    private static RaySamplerOptions usual(SurfaceOptions field) {
        return field.density().equals("laplace")
                ? ErrorBoundOptionsBuilder.builder().build()
                : SurfaceSamplingOptionsBuilder.builder().build();
    }

    private RadianceJob radiance() {
        return new RadianceJob(scene, field, sampling, null, null, loss, penalties, train, output, generate);
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        return new SurfaceRun((RadianceRun) radiance().open(manager, kernels), generate);
    }
}
