package io.fieldwork.pde.supervised;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.data.GridSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The evaluation of an operator on samples of any data set and grid: predictions and error metrics. */
public final class OperatorEvaluation {
    /** Samples at once, if they are small. */
    private static final int BATCH = 16;
    /** Points at once. */
    private static final int POINTS = 1 << 18;

    private final NDManager manager;
    private final NormalisedOperator model;
    private final DataSet samples;
    private final boolean next;
    private final double typical;
    private @Nullable ErrorNorm plain;

    OperatorEvaluation(
            NDManager manager, NormalisedOperator model, DataSet samples, LearningOptions options, double typical) {
        this.typical = typical;
        this.manager = manager;
        this.model = model;
        this.samples = samples;
        this.next = options.next();
    }

    /**
     * {@return the predictions, one sample after the other as its output in the data, in the units of the data, for the samples from
     * one index up to another; trajectories are rolled out from their first frame}
     */
    public float[] predictions(int from, int to) {
        try (NDScope scope = new NDScope();
                Tape off = Tape.forwardOnly()) {
            scope.suppressNotUsedWarning();
            return predict(from, to).toFloatArray();
        }
    }

    private NDArray predict(int from, int to) {
        NDArray u = Pairs.load(
                manager, to - from, samples.inputShape(), (sample, into) -> samples.input(from + sample, into));
        return model.rollOut(u, next ? samples.outputShape()[0] : 1);
    }

    /**
     * {@return the mean errors over all samples as {@link ErrorNorm} defines them: {@code relativeL2, relativeH1,
     * relativeH1Truncated}; of roll-outs also {@code relativeL2.frame1}, {@code relativeL2.frame2}...}
     */
    public Map<String, Double> errors() {
        Map<String, Double> sums = new LinkedHashMap<>();
        GridSize size = samples.size();
        try (ErrorNorm l2 = new ErrorNorm(manager, ErrorNorm.L2, samples.grid(), size, typical);
                ErrorNorm h1 = new ErrorNorm(manager, ErrorNorm.H1, samples.grid(), size, typical);
                ErrorNorm truncated = new ErrorNorm(manager, ErrorNorm.TRUNCATED_H1, samples.grid(), size, typical)) {
            each((found, truth) -> {
                add(sums, "relativeL2", l2.relative(found, truth));
                add(sums, "relativeH1", h1.relative(found, truth));
                add(sums, "relativeH1Truncated", truncated.relative(found, truth));
                for (int frame = 0; next && frame < samples.outputShape()[0]; frame++) {
                    String channel = ":, " + frame + ":" + (frame + 1);
                    String name = "relativeL2.frame" + (frame + 1);
                    add(sums, name, l2.relative(found.get(channel), truth.get(channel)));
                }
            });
        }
        sums.replaceAll((name, sum) -> sum / samples.count());
        return sums;
    }

    /** Samples at once on a grid. */
    static int batch(GridSize size) {
        return Math.clamp(POINTS / size.count(), 1, BATCH);
    }

    /** Passes predictions and truths on, batch by batch. */
    private void each(BiConsumer<NDArray, NDArray> measure) {
        int[] shape = samples.outputShape();
        int batch = batch(samples.size());
        for (int from = 0; from < samples.count(); from += batch) {
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                int to = Math.min(from + batch, samples.count());
                int first = from;
                NDArray truth =
                        Pairs.load(manager, to - first, shape, (sample, into) -> samples.output(first + sample, into));
                measure.accept(predict(from, to), truth);
            }
        }
    }

    /** The mean relative L2 error alone. */
    double relativeL2() {
        if (plain == null) {
            plain = new ErrorNorm(manager, ErrorNorm.L2, samples.grid(), samples.size(), typical);
        }
        ErrorNorm norm = plain;
        Map<String, Double> sum = new LinkedHashMap<>();
        each((found, truth) -> add(sum, "relativeL2", norm.relative(found, truth)));
        return sum.get("relativeL2") / samples.count();
    }

    private static void add(Map<String, Double> sums, String name, NDArray errors) {
        sums.merge(name, (double) errors.sum().getFloat(), Double::sum);
    }
}
