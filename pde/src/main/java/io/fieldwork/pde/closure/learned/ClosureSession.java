package io.fieldwork.pde.closure.learned;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.pde.closure.data.FluidData;
import org.jspecify.annotations.Nullable;

/**
 * A training session of a closure:
 *
 * <pre>{@code
 * FluidData data = FluidDataOptions.defaults().open(cache, ProgressListener.NONE);
 * try (ClosureSession session = ClosureSession.open(
 *         manager, data, EquivariantOptionsBuilder.builder().build(), ClosureLearningOptions.defaults(), train, null)) {
 *     session.trainer(null, List.of()).run();
 *     Map<String, Double> errors = session.task().evaluate();
 * }
 * }</pre>
 */
public final class ClosureSession implements TrainingSession<ClosureTask.Batch> {
    private final NDManager manager;
    private final TrainOptions train;
    private final FluidData data;
    private final ClosureTask task;
    private final Optimizer optimizer;

    private ClosureSession(
            NDManager manager,
            FluidData data,
            ClosureOptions field,
            ClosureLearningOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        this.manager = manager;
        this.train = train;
        this.data = data;
        ClosureModel closure = field.build(manager, data.train().getFirst().points(), train.seed());
        task = new ClosureTask(manager, closure, data, learning);
        Kernels updates = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        optimizer = train.optimizer().build(manager, updates, task::parameters);
    }

    /**
     * Builds the closure.
     *
     * @param owner manager of its device; it must outlive the session
     * @param data recorded runs
     * @param field form of the closure
     * @param learning what it learns from
     * @param train duration and learning rate
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     * @throws io.fieldwork.fields.tensor.UserError if data and options do not fit
     */
    public static ClosureSession open(
            NDManager owner,
            FluidData data,
            ClosureOptions field,
            ClosureLearningOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        NDManager manager = Scopes.under(owner);
        try {
            return new ClosureSession(manager, data, field, learning, train, kernels);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** {@return the recorded runs} */
    public FluidData data() {
        return data;
    }

    @Override
    public ClosureTask task() {
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
