package io.fieldwork.pde.supervised;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainingSession;
import io.fieldwork.fields.train.optimizer.Optimizer;
import io.fieldwork.fields.train.store.Checkpoint;
import io.fieldwork.pde.data.DataForm;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.operator.NeuralOperator;
import io.fieldwork.pde.operator.OperatorOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A training session of an operator with its data in memory:
 *
 * <pre>{@code
 * DataSplits data = DarcyOptionsBuilder.builder().build().open(cache, ProgressListener.NONE);
 * try (OperatorSession session = OperatorSession.open(
 *         manager, data, MgnoOptions.defaults(), LearningOptions.defaults(), TrainOptions.defaults(), null)) {
 *     session.trainer(null, List.of()).run();
 *     Map<String, Double> errors = session.task().evaluate();
 * }
 * }</pre>
 */
public final class OperatorSession implements TrainingSession<OperatorTask.Batch> {
    private final NDManager manager;
    private final TrainOptions train;
    private final NeuralOperator operator;
    private final OperatorTask task;
    private final Optimizer optimizer;

    private OperatorSession(
            NDManager manager,
            DataSplits data,
            OperatorOptions field,
            LearningOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        this.manager = manager;
        this.train = train;
        DataSet samples = data.train();
        boolean next = learning.pairs().equals(LearningOptions.NEXT);
        int in = samples.inputShape()[0];
        int out = next ? in : samples.outputShape()[0];
        UserError.require(
                !next || in == 1 && samples.outputShape()[0] > 1,
                "learning.pairs",
                learning.pairs(),
                "whole, or data of trajectories: one channel in and several frames out, not " + in + " and "
                        + samples.outputShape()[0]);
        if (samples.count() > 0) {
            learning.strides().forEach(stride -> checkStride(data.test(), stride));
        }
        this.operator =
                field.build(manager, in, out, samples.size(), samples.grid().boundary(), train.seed());
        this.task = new OperatorTask(manager, data, operator, learning);
        Kernels updates = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
        this.optimizer = train.optimizer().build(manager, updates, task::parameters);
    }

    private static void checkStride(DataSet samples, int stride) {
        try {
            samples.whole().strided(stride);
        } catch (UserError e) {
            throw new UserError("learning.strides holds " + stride + ": " + e.getMessage(), e);
        }
    }

    /**
     * Builds the operator; training samples are loaded with the first batch.
     *
     * @param owner manager of its device; it must outlive the session
     * @param data opened data
     * @param field architecture
     * @param learning batches, loss and normalisers
     * @param train duration and learning rate
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @return a session at step 0
     * @throws UserError if data and architecture do not fit
     */
    public static OperatorSession open(
            NDManager owner,
            DataSplits data,
            OperatorOptions field,
            LearningOptions learning,
            TrainOptions train,
            @Nullable String kernels) {
        NDManager manager = Scopes.under(owner);
        try {
            return new OperatorSession(manager, data, field, learning, train, kernels);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * {@return data without samples of the form that a checkpoint tells, to open a session that is applied to new functions; none
     * if it tells none}
     *
     * @param checkpoint of such a session
     * @throws UserError if it cannot be read
     */
    public static Optional<DataSplits> form(Path checkpoint) {
        try (NDManager host = NDManager.newBaseManager(Device.cpu())) {
            return Optional.ofNullable(Checkpoint.read(host, checkpoint).get("task/" + OperatorTask.FORM))
                    .filter(form -> form.getDataType() == DataType.FLOAT64)
                    .map(form -> DataForm.of(form.toDoubleArray()).withoutSamples());
        }
    }

    /**
     * {@return the results [samples, channels, points along each axis] of the present operator for new functions, in row-major order
     * and in the units of the data; of trajectories all frames after the first}
     *
     * @param functions [samples, channels, points along each axis] in row-major order, as the inputs of the data have them
     * @param samples number of functions
     * @param grid rows (1 on a line) and columns of their grid, or layers, rows and columns; any that the architecture takes,
     * not only that of the data
     * @throws UserError if the numbers do not fit the shape or are not finite, or the operator does not run on the grid
     */
    public float[] predict(float[] functions, int samples, int... grid) {
        GridSize size = new GridSize(grid);
        GridSize trained = task.data().train().size();
        if (size.axes() != trained.axes() || size.line() != trained.line()) {
            throw new UserError("This operator was trained on functions on " + trained.kind() + " (" + trained
                    + ") and does not run on " + size.kind() + " (" + size + ").");
        }
        int in = task.data().train().inputShape()[0];
        int each = Math.multiplyExact(in, size.count());
        if (samples < 1 || functions.length != (long) samples * each) {
            throw new UserError("There are " + functions.length + " numbers for " + samples + " functions on a grid of "
                    + size + "; expected " + (long) samples * each + ", " + in + " a point.");
        }
        for (int i = 0; i < functions.length; i++) {
            if (!Float.isFinite(functions[i])) {
                throw new UserError("The input has the value " + functions[i] + " in sample " + i / each
                        + "; expected finite numbers.");
            }
        }
        int made = Math.multiplyExact(task.results(), size.count());
        float[] results = new float[Math.multiplyExact(samples, made)];
        int batch = OperatorEvaluation.batch(size);
        for (int from = 0; from < samples; from += batch) {
            int first = from;
            float[] some = task.results(
                    Math.min(batch, samples - from),
                    size.field(in),
                    (sample, into) -> into.put(functions, (first + sample) * each, each));
            System.arraycopy(some, 0, results, from * made, some.length);
        }
        return results;
    }

    @Override
    public OperatorTask task() {
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
        operator.close();
        manager.close();
    }
}
