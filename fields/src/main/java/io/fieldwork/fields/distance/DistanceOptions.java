package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import org.jspecify.annotations.Nullable;

/**
 * All options of learning the distance to a mesh.
 *
 * @param field architecture, default a hash grid
 * @param sampling where it is learned
 * @param evaluation how finely it is compared with the mesh
 * @param train duration, learning rate and optimiser
 */
@Buildable
public record DistanceOptions(
        @Nullable DistanceFieldOptions field,
        @Nullable DistanceSamplingOptions sampling,
        @Nullable DistanceEvaluationOptions evaluation,
        @Nullable TrainOptions train) {
    /** Fills in defaults. */
    public DistanceOptions {
        field = field == null ? HashGridDistanceOptionsBuilder.builder().build() : field;
        sampling = sampling == null ? DistanceSamplingOptions.defaults() : sampling;
        evaluation = evaluation == null ? DistanceEvaluationOptions.defaults() : evaluation;
        train = train == null ? TrainOptions.defaults() : train;
    }

    /**
     * {@return a session that learns the distance to a mesh}
     *
     * @param owner of the device; it must outlive the session
     * @param mesh closed, or with holes that its winding number closes
     * @throws UserError if it encloses nothing, or has vertices that are not finite
     */
    public DistanceSession open(NDManager owner, TriangleMesh mesh) {
        return open(owner, mesh, null);
    }

    /**
     * {@return a session that learns the distance to a mesh with some kernels}
     *
     * @param owner of the device; it must outlive the session
     * @param mesh closed, or with holes that its winding number closes
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @throws UserError if it encloses nothing, or has vertices that are not finite
     */
    public DistanceSession open(NDManager owner, TriangleMesh mesh, @Nullable String kernels) {
        UserError.require(mesh.area() > 0, "The area of the mesh", mesh.area(), "triangles that enclose something");
        NDManager manager = Scopes.under(owner);
        Kernels chosen = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        return new DistanceSession(manager, chosen, this, mesh);
    }
}
