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
 * Two optimisers one after the other ({@link Phases}); {@code train.optimizer.type: phases}. More than two nest.
 *
 * @param first optimiser of the first steps, default Adam
 * @param steps of the first optimiser, default 3000
 * @param then optimiser of all later steps, default SSBroyden2
 */
@Buildable
public record PhasesOptions(
        @Nullable OptimizerOptions first,
        @Nullable Long steps,
        @Nullable OptimizerOptions then) implements OptimizerOptions {
    /** Fills in the usual recipe of equation training. */
    public PhasesOptions {
        first = first == null ? AdamOptions.defaults() : first;
        steps = steps == null ? 3000L : steps;
        then = then == null ? BroydenOptions.defaults() : then;
        require(steps > 0, "train.optimizer.steps", steps, "a positive whole number");
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        return new Phases(owner, kernels, parameters, this);
    }
}
