package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.train.Loss;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.train.Task;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.DataSplits;
import io.fieldwork.pde.operator.NeuralOperator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An operator in training on pairs: each step takes the next batch of an order that every epoch draws anew, and lowers the
 * mean relative error of its samples. Errors are measured in the units of the data.
 */
public final class OperatorTask implements Task<OperatorTask.Batch> {
    /** Samples whose error is followed while training. */
    private static final int FOLLOWED = 64;

    private final NDManager manager;
    private final DataSplits data;
    private final LearningOptions options;
    private final Pairs pairs;
    private final ErrorNorm norm;
    private final Model model;
    private final List<Parameter> parameters;
    private long epoch = -1;
    private long[] order = new long[0];
    private double validation = Double.NaN;

    /**
     * A batch.
     *
     * @param inputs [samples, channels in, height, width], in the units of the data
     * @param outputs [samples, channels out, height, width], in the units of the data
     */
    public record Batch(NDArray inputs, NDArray outputs) {}

    OperatorTask(NDManager owner, DataSplits data, NeuralOperator operator, LearningOptions options) {
        this.manager = owner.newSubManager();
        this.data = data;
        this.options = options;
        boolean next = options.pairs().equals(LearningOptions.NEXT);
        DataSet train = data.train();
        this.pairs = next ? Pairs.next(manager, train) : Pairs.whole(manager, train);
        Normaliser input = Normaliser.of(options.input(), pairs.inputs());
        Normaliser output = next ? input : Normaliser.of(options.output(), pairs.outputs());
        this.model = new Model(operator, input, output);
        this.norm = new ErrorNorm(manager, options.loss(), train.grid(), Trial.extent(train));
        Parameter.Group group = new Parameter.Group("dense", 1, options.weightDecay(), false);
        this.parameters = operator.parameters().stream()
                .map(p -> new Parameter(p.name(), p.value(), group))
                .toList();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    /** At the end of an epoch the error on some validation samples. */
    @Override
    public void prepare(Progress progress) {
        if (progress.step() > 0
                && progress.step() % batches() == 0
                && data.validation().count() > 0) {
            DataSet some = data.validation()
                    .slice(0, Math.min(FOLLOWED, data.validation().count()));
            validation = trial(some).errors().get("relativeL2");
        }
    }

    private long batches() {
        return (pairs.count() + options.batch() - 1) / options.batch();
    }

    @Override
    public Batch draw(Progress progress) {
        long now = progress.step() / batches();
        if (now != epoch) {
            order = shuffled((int) pairs.count(), Draws.of(progress.seed(), "epoch", now));
            epoch = now;
        }
        int first = (int) (progress.step() % batches()) * options.batch();
        int end = Math.min(first + options.batch(), order.length);
        return pairs.batch(IntStream.range(first, end).mapToLong(i -> order[i]).toArray());
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
        NDArray errors = norm.relative(model.apply(batch.inputs()), batch.outputs());
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put("epoch", (double) epoch);
        if (!Double.isNaN(validation)) {
            shown.put("validation", validation);
        }
        return new Loss(errors.mean(), shown);
    }

    @Override
    public Map<String, Double> evaluate() {
        return trial(data.test()).errors();
    }

    /**
     * The operator on samples of any grid.
     *
     * @param samples what to try it on
     * @return predictions and errors
     * @throws io.fieldwork.fields.tensor.UserError if the operator does not run on their grid
     */
    public Trial trial(DataSet samples) {
        return new Trial(manager, model, samples, options);
    }

    /**
     * The data.
     *
     * @return as they were opened
     */
    public DataSplits data() {
        return data;
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        model.restore(state);
    }

    @Override
    public void close() {
        norm.close();
        pairs.close();
        manager.close();
    }
}
