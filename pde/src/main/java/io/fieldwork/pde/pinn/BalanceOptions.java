package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.oneOf;
import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Options of adaptive weights of the loss terms, so that none dominates (Wang, Sankaran, Wang, Perdikaris, arXiv
 * 2308.08468); block {@code balance} of a configuration. They start from those of {@code weights}; now and then
 * lambda_j becomes momentum lambda_j + (1 - momentum) mean_k(s_k) / (s_j + 1e-5 mean_k(s_k)), where s_j is the size of
 * term j at the present points and k runs over all terms. A term of weight 0 stays switched off and is not counted.
 * Causal weights go by the configured weights throughout.
 *
 * @param method {@code none} (default); {@code gradnorm}: s_j is the norm of the gradient of the term without its
 * weight; {@code ntk}: s_j is the trace of its neural tangent kernel over the number of points, the mean of |d r_j / d
 * theta|^2, each causal chunk of the equations times its causal weight; taken at no more than some hundred points, and
 * for {@code field.type: mlp} without random features and factorisation only. The parameters theta are all that is
 * trained, learned coefficients too
 * @param every steps of the run between two updates, the first of them before the first step, default 1000; a time
 * window starts with the configured weights
 * @param momentum default 0.9
 */
@Buildable
public record BalanceOptions(
        @Nullable String method,
        @Nullable Integer every,
        @Nullable Double momentum) {
    private static final List<String> METHODS = List.of("none", "gradnorm", "ntk");

    /** Fills in defaults and rejects values outside their range. */
    public BalanceOptions {
        method = method == null ? "none" : method.toLowerCase(Locale.ROOT);
        every = every == null ? 1000 : every;
        momentum = momentum == null ? 0.9 : momentum;
        oneOf("balance.method", method, METHODS);
        require(every >= 1, "balance.every", every, "a number of steps, 1 or more");
        require(momentum >= 0 && momentum < 1, "balance.momentum", momentum, "a number from 0 up to, not including, 1");
    }
}
