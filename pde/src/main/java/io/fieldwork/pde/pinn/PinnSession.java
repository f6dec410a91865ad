package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.pde.equation.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A training session of a problem with its network in memory:
 *
 * <pre>{@code
 * try (PinnSession session = PinnSession.open(manager, problem, PinnOptionsBuilder.builder().build(), null)) {
 *     session.trainer(null, List.of()).run();
 *     double[] u = session.solution().at("u", points);
 * }
 * }</pre>
 */
public final class PinnSession implements TrainingSession<PinnTask.Batch> {
    private final NDManager manager;
    private final Problem problem;
    private final PinnOptions options;
    private final PinnTask task;
    private final Optimizer optimizer;

    private PinnSession(NDManager manager, Problem problem, PinnOptions options, @Nullable String kernels) {
        this.manager = manager;
        this.problem = problem;
        this.options = options;
        JetKernels jets = kernels == null ? JetKernels.of(manager) : JetKernels.of(manager, kernels);
        Kernels updates = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        this.task = new PinnTask(manager, jets, problem, options);
        this.optimizer = options.train().optimizer().build(manager, updates, task::parameters);
    }

    /**
     * Builds the task and its optimiser.
     *
     * @param owner manager of its device; it must outlive the session
     * @param problem to be solved
     * @param options of the training
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     * @throws io.fieldwork.fields.tensor.UserError if problem and options do not fit
     */
    public static PinnSession open(NDManager owner, Problem problem, PinnOptions options, @Nullable String kernels) {
        NDManager manager = Scopes.under(owner);
        try {
            return new PinnSession(manager, problem, options, kernels);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** {@return the problem as it was opened} */
    public Problem problem() {
        return problem;
    }

    /** {@return the complete options} */
    public PinnOptions options() {
        return options;
    }

    @Override
    public PinnTask task() {
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

    /** {@return the solution at the present parameters, valid while this session is open} */
    public Solution solution() {
        return task.solution();
    }

    @Override
    public void close() {
        optimizer.close();
        task.close();
        manager.close();
    }
}
