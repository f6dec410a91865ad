package io.fieldwork.fields.distance;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.mesh.MeshDistance;
import io.fieldwork.fields.mesh.TriangleMesh;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;

/**
 * A training session of a distance field:
 *
 * <pre>{@code
 * try (NDManager manager = Compute.choose("auto").newManager();
 *         DistanceSession session = DistanceOptionsBuilder.builder().build().open(manager, mesh)) {
 *     session.trainer(null, List.of()).run();
 *     LearnedDistance.Query found = session.distance().distanceWithGradient(points);
 *     TriangleMesh surface = session.evaluation().surface(512).closed();
 * }
 * }</pre>
 */
public final class DistanceSession implements TrainingSession<DistanceTask.Batch> {
    private final NDManager manager;
    private final DistanceOptions options;
    private final DistanceEvaluation evaluation;
    private final DistanceField field;
    private final DistanceTask task;
    private final Optimizer optimizer;

    DistanceSession(NDManager manager, Kernels kernels, DistanceOptions options, TriangleMesh mesh) {
        this.manager = manager;
        this.options = options;
        MeshDistance truth = MeshDistance.ofSolid(mesh);
        long seed = options.train().seed();
        field = options.field()
                .build(manager, kernels, mesh.box(options.sampling().margin()), seed);
        evaluation = new DistanceEvaluation(truth, new LearnedDistance(manager, field), options.evaluation());
        task = new DistanceTask(manager, field, truth, options.sampling(), evaluation, seed);
        optimizer = options.train().optimizer().build(manager, kernels, task::parameters);
    }

    /** {@return the learned distance; for the thread that trains, or while none does} */
    public LearnedDistance distance() {
        return evaluation.learned();
    }

    /** {@return the exact distance to the boundary of what the mesh encloses, for any thread} */
    public MeshDistance truth() {
        return evaluation.truth();
    }

    /** {@return the comparison of both} */
    public DistanceEvaluation evaluation() {
        return evaluation;
    }

    @Override
    public DistanceTask task() {
        return task;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public TrainOptions schedule() {
        return options.train();
    }

    @Override
    public void close() {
        optimizer.close();
        task.close();
        field.close();
        manager.close();
    }
}
