package io.fieldwork.fields.train.optimizer;

import static io.fieldwork.fields.tensor.UserError.require;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Constants of the self-scaled Broyden family ({@link QuasiNewton} with {@link SelfScaledBroyden}), for networks of up
 * to some ten thousand parameters n: it holds 8 n^2 bytes; {@code train.optimizer.type: ssbroyden}.
 *
 * @param scaling member of the family: {@code ssbroyden2} (default), {@code ssbfgs} or {@code bfgs}
 * @param curvature curvature constant of the line search, {@link StrongWolfe#c2}, default 0.9
 * @param evaluations a line search may take, default 30
 */
@Buildable
public record BroydenOptions(
        @Nullable String scaling,
        @Nullable Double curvature,
        @Nullable Integer evaluations) implements OptimizerOptions {
    /** Fills in defaults. */
    public BroydenOptions {
        scaling = scaling == null ? "ssbroyden2" : scaling;
        curvature = curvature == null ? StrongWolfe.USUAL.c2() : curvature;
        evaluations = evaluations == null ? StrongWolfe.USUAL.most() : evaluations;
        boolean known = List.of("ssbroyden2", "ssbfgs", "bfgs").contains(scaling);
        require(known, "train.optimizer.scaling", scaling, "ssbroyden2, ssbfgs or bfgs");
        LbfgsOptions.requireSearch(curvature, evaluations);
    }

    /** {@return the default options: SSBroyden2} */
    public static BroydenOptions defaults() {
        return BroydenOptionsBuilder.builder().build();
    }

    @Override
    public Optimizer build(NDManager owner, Kernels kernels, Supplier<List<Parameter>> parameters) {
        BroydenScaling member = BroydenScaling.valueOf(scaling.toUpperCase(Locale.ROOT));
        StrongWolfe search = new StrongWolfe(curvature, evaluations);
        return new QuasiNewton(owner, parameters, "ssbroyden", new SelfScaledBroyden(owner, member), search);
    }
}
