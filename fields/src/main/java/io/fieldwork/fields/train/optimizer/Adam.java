package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.kernel.AdamStep;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma, Ba 2015) with bias correction, one fused pass a parameter; the correction counts the parameter's own steps.
 * Sparse groups follow tiny-cuda-nn: an entry with an exactly zero gradient is left alone and its bias correction counts its
 * own updates. For hash grids good values are rate 0.01, beta (0.9, 0.99), epsilon 1e-15.
 */
final class Adam implements FirstOrder.Rule {
    private static final String COUNTS = "counts";

    private final NDManager manager;
    private final UpdateKernels kernels;
    private final AdamOptions options;

    /** The manager owns the moments; the kernels are those of the fused update. */
    Adam(NDManager manager, Kernels kernels, AdamOptions options) {
        this.manager = manager;
        this.kernels = new UpdateKernels(manager, kernels);
        this.options = options;
    }

    @Override
    public void update(Parameter parameter, FirstOrder.History history, double rate, double momentum) {
        Parameter.Group group = parameter.group();
        AdamStep step = new AdamStep(
                rate * group.rateScale(),
                momentum,
                options.beta2(),
                options.epsilon(),
                group.weightDecay(),
                history.count() + 1);
        NDArray value = parameter.value();
        NDArray gradient = Tape.gradient(value);
        NDArray first = history.tensor(FirstOrder.FIRST);
        NDArray second = history.tensor(FirstOrder.SECOND);
        if (group.sparse()) {
            kernels.of(parameter).sparseAdam(value, gradient, first, second, history.tensor(COUNTS), step);
        } else {
            kernels.of(parameter).adam(value, gradient, first, second, step);
        }
    }

    @Override
    public Map<String, NDArray> fresh(Parameter parameter) {
        Shape shape = parameter.value().getShape();
        DataType type = parameter.value().getDataType();
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put(FirstOrder.FIRST, manager.zeros(shape, type));
        tensors.put(FirstOrder.SECOND, manager.zeros(shape, type));
        if (parameter.group().sparse()) {
            tensors.put(COUNTS, manager.zeros(shape, DataType.INT32));
        }
        return tensors;
    }
}
