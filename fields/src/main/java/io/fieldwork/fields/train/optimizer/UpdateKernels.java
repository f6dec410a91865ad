package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.kernel.PlainKernels;
import io.fieldwork.fields.tensor.Parameter;
import org.jspecify.annotations.Nullable;

/** The kernels of fused updates, which are single precision, and plain ones for parameters of another type. */
final class UpdateKernels {
    private final NDManager manager;
    private final Kernels fused;
    private @Nullable Kernels plain;

    /** The manager owns what plain kernels need. */
    UpdateKernels(NDManager manager, Kernels fused) {
        this.manager = manager;
        this.fused = fused;
    }

    /** The kernels that suit a parameter. */
    Kernels of(Parameter parameter) {
        if (parameter.value().getDataType() == DataType.FLOAT32) {
            return fused;
        }
        if (plain == null) {
            plain = new PlainKernels(manager);
        }
        return plain;
    }
}
