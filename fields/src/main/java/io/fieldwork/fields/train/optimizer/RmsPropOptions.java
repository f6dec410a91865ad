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
 * Constants of {@link RmsProp}; {@code train.optimizer.type: rmsprop}.
 *
 * @param beta decay of the second moment, default 0.95
 * @param epsilon added to the root of the second moment, default 1e-8
 */
@Buildable
public record RmsPropOptions(
        @Nullable Double beta, @Nullable Double epsilon) implements OptimizerOptions {
    /** Fills in the defaults of Plenoxels and rejects values outside their range. */
    public RmsPropOptions {
        beta = beta == null ? 0.95 : beta;
        epsilon = epsilon == null ? 1e-8 : epsilon;
        require(beta >= 0 && beta < 1, "train.optimizer.beta", beta, "a decay in [0, 1)");
        require(epsilon > 0 && epsilon < 1, "train.optimizer.epsilon", epsilon, "a small positive number");
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        NDManager manager = owner.newSubManager();
        return new FirstOrder(manager, parameters, new RmsProp(manager, kernels, this), 0);
    }
}
