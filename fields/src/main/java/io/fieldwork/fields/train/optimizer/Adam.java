package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.AdamStep;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.PlainKernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma, Ba 2015) with bias correction, one fused pass a parameter; the correction counts the parameter's own steps.
 * Sparse groups follow tiny-cuda-nn: an entry with an exactly zero gradient is left alone and its bias correction counts its
 * own updates. For hash grids good values are rate 0.01, beta (0.9, 0.99), epsilon 1e-15.
 */
public final class Adam implements Optimizer {
    private static final String COUNTS = "counts";

    private final NDManager manager;
    private final Kernels kernels;
    private final AdamOptions options;
    private final Histories histories;
    private @Nullable Kernels plain;
    private double momentum;

    /**
     * An optimiser without history.
     *
     * @param owner manager of the parameters' device; a sub-manager of it owns the moments
     * @param kernels of the fused update
     * @param parameters read at every step
     * @param options rates
     */
    public Adam(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters, AdamOptions options) {
        this.manager = owner.newSubManager();
        this.kernels = kernels;
        this.options = options;
        this.histories = new Histories(manager, parameters, this::fresh);
        this.momentum = options.beta1();
    }

    @Override
    public void momentum(double decay) {
        momentum = decay;
    }

    @Override
    public Loss step(double rate, Objective objective) {
        Loss loss = objective.evaluate();
        if (Double.isFinite(loss.value())) {
            histories.each((parameter, history) -> update(parameter, history, rate));
        }
        return loss;
    }

    private void update(Parameter parameter, History history, double rate) {
        Parameter.Group group = parameter.group();
        AdamStep step = new AdamStep(
                rate * group.rateScale(),
                momentum,
                options.beta2(),
                options.epsilon(),
                group.weightDecay(),
                history.advance());
        NDArray value = parameter.value();
        NDArray gradient = Tape.gradient(value);
        NDArray first = history.tensor(History.FIRST);
        NDArray second = history.tensor(History.SECOND);
        if (group.sparse()) {
            kernels(parameter).sparseAdam(value, gradient, first, second, history.tensor(COUNTS), step);
        } else {
            kernels(parameter).adam(value, gradient, first, second, step);
        }
    }

    /** The fused kernels are single precision. */
    private Kernels kernels(Parameter parameter) {
        if (parameter.value().getDataType() == DataType.FLOAT32) {
            return kernels;
        }
        if (plain == null) {
            plain = new PlainKernels(manager);
        }
        return plain;
    }

    private History fresh(Parameter parameter) {
        Shape shape = parameter.value().getShape();
        DataType type = parameter.value().getDataType();
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put(History.FIRST, manager.zeros(shape, type));
        tensors.put(History.SECOND, manager.zeros(shape, type));
        if (parameter.group().sparse()) {
            tensors.put(COUNTS, manager.zeros(shape, DataType.INT32));
        }
        return new History(tensors);
    }

    @Override
    public Map<String, NDArray> state() {
        return histories.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
        histories.restore(state);
    }

    @Override
    public void close() {
        manager.close();
    }
}
