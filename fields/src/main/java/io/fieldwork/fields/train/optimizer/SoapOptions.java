package io.fieldwork.fields.train.optimizer;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Constants of {@link Soap}; {@code train.optimizer.type: soap}.
 *
 * @param beta1 decay of the first moment, default 0.99
 * @param beta2 decay of the second moment and of both preconditioners, default 0.999
 * @param epsilon added to the root of the second moment, default 1e-8
 * @param refresh steps between refreshes of the eigenvectors, default 2
 * @param largest longest side with a preconditioner, default 4096
 */
@Buildable
public record SoapOptions(
        @Nullable Double beta1,
        @Nullable Double beta2,
        @Nullable Double epsilon,
        @Nullable Integer refresh,
        @Nullable Integer largest)
        implements OptimizerOptions {
    /** Fills in the defaults of equation training. */
    public SoapOptions {
        beta1 = beta1 == null ? 0.99 : beta1;
        beta2 = beta2 == null ? 0.999 : beta2;
        epsilon = epsilon == null ? 1e-8 : epsilon;
        refresh = refresh == null ? 2 : refresh;
        largest = largest == null ? 4096 : largest;
        require(beta1 >= 0 && beta1 < 1, "train.optimizer.beta1", beta1, "a number in [0, 1)");
        require(beta2 >= 0 && beta2 < 1, "train.optimizer.beta2", beta2, "a number in [0, 1)");
        require(epsilon > 0 && epsilon < 1, "train.optimizer.epsilon", epsilon, "a number in (0, 1)");
        require(refresh >= 1, "train.optimizer.refresh", refresh, "a positive whole number");
        require(largest >= 1 && largest <= 32768, "train.optimizer.largest", largest, "1 to 32768");
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        NDManager manager = owner.newSubManager();
        return new FirstOrder(manager, parameters, new Soap(manager, this), beta1);
    }
}
