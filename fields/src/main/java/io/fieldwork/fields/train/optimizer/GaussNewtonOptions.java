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
 * Constants of {@link GaussNewton}; {@code train.optimizer.type: gaussnewton}.
 *
 * @param damping lambda at the start, in units of the loss, default 1e-3
 * @param least the least lambda, default 1e-10
 * @param momentum share of the last step that the damping pulls towards, default 0
 */
@Buildable
public record GaussNewtonOptions(
        @Nullable Double damping,
        @Nullable Double least,
        @Nullable Double momentum) implements OptimizerOptions {
    /** Fills in defaults. */
    public GaussNewtonOptions {
        damping = damping == null ? 1e-3 : damping;
        least = least == null ? Math.min(1e-10, damping) : least;
        momentum = momentum == null ? 0.0 : momentum;
        require(damping > 0 && Double.isFinite(damping), "train.optimizer.damping", damping, "a positive number");
        require(least > 0 && least <= damping, "train.optimizer.least", least, "a positive number up to damping");
        require(momentum >= 0 && momentum < 1, "train.optimizer.momentum", momentum, "a number in [0, 1)");
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        return new GaussNewton(owner, parameters, this);
    }
}
