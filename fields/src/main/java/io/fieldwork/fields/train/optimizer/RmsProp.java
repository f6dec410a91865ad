package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.RmsPropStep;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.Map;

/**
 * RMSprop (Tieleman, Hinton 2012) as Plenoxels use it: the first gradient of an entry sets its mean square, and an entry with a gradient
 * of exactly zero is left alone, in every group. It has no first moment, so a table needs half the memory of Adam.
 */
final class RmsProp implements FirstOrder.Rule {
    private final NDManager manager;
    private final UpdateKernels kernels;
    private final RmsPropOptions options;

    /** The manager owns the moments; the kernels are those of the fused update. */
    RmsProp(NDManager manager, Kernels kernels, RmsPropOptions options) {
        this.manager = manager;
        this.kernels = new UpdateKernels(manager, kernels);
        this.options = options;
    }

    @Override
    public void update(Parameter parameter, FirstOrder.History history, double rate, double momentum) {
        Parameter.Group group = parameter.group();
        RmsPropStep step =
                new RmsPropStep(rate * group.rateScale(), options.beta(), options.epsilon(), group.weightDecay());
        NDArray value = parameter.value();
        kernels.of(parameter).rmsProp(value, Tape.gradient(value), history.tensor(FirstOrder.SECOND), step);
    }

    @Override
    public Map<String, NDArray> fresh(Parameter parameter) {
        NDArray value = parameter.value();
        return Map.of(FirstOrder.SECOND, manager.zeros(value.getShape(), value.getDataType()));
    }
}
