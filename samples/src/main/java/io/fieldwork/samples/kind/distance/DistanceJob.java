package io.fieldwork.samples.kind.distance;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.fieldwork.fields.distance.DistanceEvaluationOptions;
import io.fieldwork.fields.distance.DistanceFieldOptions;
import io.fieldwork.fields.distance.DistanceOptions;
import io.fieldwork.fields.distance.DistanceSamplingOptions;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.samples.kind.Job;
import io.fieldwork.samples.kind.OutputOptions;
import io.fieldwork.samples.kind.Session;
import org.jspecify.annotations.Nullable;

/**
 * Learn the signed distance to a mesh; {@code kind: distance}.
 *
 * @param scene where the mesh is, default a generated one
 * @param field what is learned, default a hash grid
 * @param sampling where it is learned
 * @param evaluation how finely it is compared with the mesh
 * @param train how long and how fast
 * @param output what the run writes
 */
@JsonTypeName("distance")
public record DistanceJob(
        @Nullable MeshOptions scene,
        @Nullable DistanceFieldOptions field,
        @Nullable DistanceSamplingOptions sampling,
        @Nullable DistanceEvaluationOptions evaluation,
        @Nullable TrainOptions train,
        @Nullable OutputOptions output)
        implements Job {
    /** Fills in defaults. */
    public DistanceJob {
        scene = scene == null ? new MeshOptions(null) : scene;
        DistanceOptions complete = new DistanceOptions(field, sampling, evaluation, train);
        field = complete.field();
        sampling = complete.sampling();
        evaluation = complete.evaluation();
        train = complete.train();
        output = output == null ? OutputOptions.defaults() : output;
    }

    @Override
    public Session open(NDManager manager, @Nullable String kernels) {
        MeshSource source = MeshSource.of(scene.path());
        DistanceOptions options = new DistanceOptions(field, sampling, evaluation, train);
        return new DistanceRun(options.open(manager, source.mesh(), kernels), source);
    }
}
