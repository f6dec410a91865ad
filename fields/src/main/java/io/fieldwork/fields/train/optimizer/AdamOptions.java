package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Constants of {@link Adam}; {@code train.optimizer.type: adam}, the default.
 *
 * @param beta1 decay of the first moment, default 0.9
 * @param beta2 decay of the second moment, default 0.99
 * @param epsilon added to the root of the second moment, default 1e-15
 */
@Buildable
public record AdamOptions(
        @Nullable Double beta1,
        @Nullable Double beta2,
        @Nullable Double epsilon) implements OptimizerOptions {
    /** Fills in the defaults of hash-grid training. */
    public AdamOptions {
        beta1 = beta1 == null ? 0.9 : beta1;
        beta2 = beta2 == null ? 0.99 : beta2;
        epsilon = epsilon == null ? 1e-15 : epsilon;
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 <= 0.999 && epsilon > 0)) {
            throw new UserError("optimizer needs beta1 in [0, 1), beta2 in [0, 0.999] and a positive epsilon, not "
                    + beta1 + ", " + beta2 + ", " + epsilon + ".");
        }
    }

    /** {@return the default options: beta (0.9, 0.99), epsilon 1e-15} */
    public static AdamOptions defaults() {
        return AdamOptionsBuilder.builder().build();
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        NDManager manager = owner.newSubManager();
        return new FirstOrder(manager, parameters, new Adam(manager, kernels, this), beta1);
    }
}
