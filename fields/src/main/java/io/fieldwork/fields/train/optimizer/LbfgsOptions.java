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
 * Constants of L-BFGS ({@link QuasiNewton} with {@link LimitedMemory}); {@code train.optimizer.type: lbfgs}.
 *
 * @param memory curvature pairs kept, default 50
 * @param curvature curvature constant of the line search, {@link StrongWolfe#c2}, default 0.9
 * @param evaluations a line search may take, default 30
 */
@Buildable
public record LbfgsOptions(
        @Nullable Integer memory,
        @Nullable Double curvature,
        @Nullable Integer evaluations) implements OptimizerOptions {
    /** Fills in defaults. */
    public LbfgsOptions {
        memory = memory == null ? 50 : memory;
        curvature = curvature == null ? StrongWolfe.USUAL.c2() : curvature;
        evaluations = evaluations == null ? StrongWolfe.USUAL.most() : evaluations;
        require(memory >= 1 && memory <= 10000, "train.optimizer.memory", memory, "1 to 10000");
        requireSearch(curvature, evaluations);
    }

    static void requireSearch(double curvature, int evaluations) {
        boolean between = curvature > StrongWolfe.C1 && curvature < 1;
        require(between, "train.optimizer.curvature", curvature, "a number in (1e-4, 1)");
        require(evaluations >= 2, "train.optimizer.evaluations", evaluations, "2 or more");
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        StrongWolfe search = new StrongWolfe(curvature, evaluations);
        return new QuasiNewton(owner, parameters, "lbfgs", new LimitedMemory(owner, memory), search);
    }
}
