package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import org.jspecify.annotations.Nullable;

/** A training session of sub-solvers of a flow. */
public final class StaggerSession implements TrainingSession<StaggerTask.Batch> {
    private final NDManager manager;
    private final TrainOptions train;
    private final StaggerTask task;
    private final Optimizer optimizer;

    private StaggerSession(
            NDManager manager,
            SceneOptions data,
            SubSolverOptions field,
            PoolOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        this.manager = manager;
        this.train = train;
        task = new StaggerTask(manager, data, learning, field, train.seed());
        Kernels updates = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        optimizer = train.optimizer().build(manager, updates, task::parameters);
    }

    /**
     * Builds the sub-solvers and a pool of environments at rest.
     *
     * @param owner manager of its device; it must outlive the session
     * @param data the flows
     * @param field architecture of the sub-solvers
     * @param learning factors and pool
     * @param train duration and learning rate
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     * @throws io.fieldwork.fields.tensor.UserError if factors, grid and architecture do not fit
     */
    public static StaggerSession open(
            NDManager owner,
            SceneOptions data,
            SubSolverOptions field,
            PoolOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        NDManager manager = Scopes.under(owner);
        try {
            return new StaggerSession(manager, data, field, learning, train, kernels);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public StaggerTask task() {
        return task;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public TrainOptions schedule() {
        return train;
    }

    @Override
    public void close() {
        optimizer.close();
        task.close();
        manager.close();
    }
}
