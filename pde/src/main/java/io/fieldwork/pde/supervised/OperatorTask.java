package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.fields.train.optimizer.Loss;
import io.fieldwork.pde.data.DataForm;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.operator.NeuralOperator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The training task of an operator on pairs of functions: each step takes the next batch of an order that every epoch
 * draws anew, and lowers the mean relative error of its samples. Errors are measured in the units of the data.
 */
public final class OperatorTask implements Task<OperatorTask.Batch> {
    /** Validation samples whose error is logged while training. */
    private static final int FOLLOWED = 64;
    /** The name of the form of the data in a checkpoint. */
    static final String FORM = "data";
    /** Least number of steps between two such evaluations. */
    private static final long LEAST_STEPS = 20;

    private final NDManager manager;
    private final DataSplits data;
    private final LearningOptions options;
    private final NeuralOperator operator;
    private final ErrorNorm norm;
    private final List<Parameter> parameters;
    private final NDArray form;
    private @Nullable Pairs pairs;
    private @Nullable NormalisedOperator model;
    private @Nullable OperatorEvaluation followed;
    private long epoch = -1;
    private long[] order = new long[0];
    private double validation = Double.NaN;

    /**
     * A batch in the units of the data.
     *
     * @param inputs [samples, channels in, height, width], in space [samples, channels in, depth, height, width]
     * @param outputs the same with the channels of the results
     */
    public record Batch(NDArray inputs, NDArray outputs) {}

    OperatorTask(NDManager owner, DataSplits data, NeuralOperator operator, LearningOptions options) {
        this.manager = owner.newSubManager();
        this.data = data;
        this.operator = operator;
        this.options = options;
        this.norm = new ErrorNorm(
                manager, options.loss(), data.train().grid(), data.train().size(), data.typical());
        this.form = manager.create(DataForm.of(data.train()).numbers());
        Scopes.keep(form);
        Parameter.Group group = new Parameter.Group("dense", 1, options.weightDecay(), false);
        this.parameters = operator.parameters().stream()
                .map(p -> new Parameter(p.name(), p.value(), group))
                .toList();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** The training samples, loaded when training first needs them: measuring a finished run does not. */
    private Pairs pairs() {
        if (pairs == null) {
            pairs = new Pairs(manager, data.train(), options.next());
        }
        return pairs;
    }

    /** The operator with the normalisers of the checkpoint, or of the training samples. */
    NormalisedOperator model() {
        if (model == null) {
            Normaliser input = Normaliser.of(manager, options.input(), pairs().inputs());
            Normaliser output = options.next() ? input : Normaliser.of(manager, options.output(), pairs().outputs());
            model = new NormalisedOperator(operator, input, output);
        }
        return model;
    }

    /** At the end of an epoch, but not every few steps, the error on some validation samples. */
    @Override
    public void prepare(Progress progress) {
        int count = Math.min(FOLLOWED, data.validation().count());
        long every = batches() * Math.ceilDiv(LEAST_STEPS, batches());
        if (progress.step() > 0 && progress.step() % every == 0 && count > 0) {
            if (followed == null) {
                followed = evaluation(data.validation().slice(0, count));
            }
            validation = followed.relativeL2();
        }
    }

    private long batches() {
        return Math.ceilDiv(pairs().count(), (long) options.batch());
    }

    @Override
    public Batch draw(Progress progress) {
        long now = progress.step() / batches();
        if (now != epoch) {
            order = shuffled((int) pairs().count(), Draws.of(progress.seed(), "epoch", now));
            epoch = now;
        }
        int first = (int) (progress.step() % batches()) * options.batch();
        int end = Math.min(first + options.batch(), order.length);
        return pairs().batch(
                        IntStream.range(first, end).mapToLong(i -> order[i]).toArray());
    }

    /** Fisher and Yates. */
    private static long[] shuffled(int count, Draws draws) {
        long[] order = IntStream.range(0, count).asLongStream().toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = (int) draws.below(i, i + 1L);
            long other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    @Override
    public Loss loss(Tape tape, Batch batch) {
        NDArray errors = norm.relative(model().apply(batch.inputs()), batch.outputs());
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("epoch", (double) epoch);
        if (!Double.isNaN(validation)) {
            shown.put("validation", validation);
        }
        return new Loss(errors.mean(), shown);
    }

    @Override
    public Map<String, Double> evaluate() {
        return evaluation(data.test()).errors();
    }

    /**
     * {@return predictions and errors of the operator on samples of any grid}
     *
     * @throws io.fieldwork.fields.tensor.UserError if the operator does not run on their grid
     */
    public OperatorEvaluation evaluation(DataSet samples) {
        return new OperatorEvaluation(manager, model(), samples, options, data.typical());
    }

    /** Channels of the results of some functions in the units of the data: of trajectories all later frames. */
    int results() {
        return data.train().outputShape()[0];
    }

    /** The results, one sample after the other, for some functions of any grid. */
    float[] results(int samples, int[] shape, Pairs.Reader reader) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            NDArray u = Pairs.load(manager, samples, shape, reader);
            return model().rollOut(u, options.next() ? results() : 1).toFloatArray();
        }
    }

    /** {@return the data as they were opened} */
    public DataSplits data() {
        return data;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = model().state();
        state.put(FORM, form);
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        model = NormalisedOperator.of(manager, operator, state);
        followed = null;
    }

    @Override
    public void close() {
        norm.close();
        manager.close();
    }
}
