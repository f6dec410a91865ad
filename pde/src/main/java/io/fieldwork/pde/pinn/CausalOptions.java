package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of causal training (Wang, Sankaran, Perdikaris, arXiv 2203.07404): time is cut into chunks; the residual of
 * chunk i counts with w_i = exp(-epsilon (sum of the losses of the chunks before it)), so that no time is fitted before
 * the earlier ones are. Block {@code causal} of a configuration; without it, or with {@code enabled: false}, all times
 * count alike. The authors report a patent on this method for commercial use.
 *
 * @param enabled default true
 * @param chunks number of chunks, default 32
 * @param epsilons the steepness, one stage after another, default [0.01, 0.1, 1, 10, 100]
 * @param threshold a stage ends when the least weight exceeds this, default 0.99
 * @param initial whether the loss of the initial conditions, with its weight, counts as the chunk before the first;
 * default true
 * @param refresh steps for which weights stay as they are, default 1; quasi-Newton methods need a fixed objective, so
 * some hundred suit them
 */
@Buildable
public record CausalOptions(
        @Nullable Boolean enabled,
        @Nullable Integer chunks,
        @Nullable List<Double> epsilons,
        @Nullable Double threshold,
        @Nullable Boolean initial,
        @Nullable Integer refresh) {
    /** Fills in defaults and rejects values outside their range. */
    public CausalOptions {
        enabled = enabled == null || enabled;
        chunks = chunks == null ? 32 : chunks;
        epsilons = epsilons == null ? List.of(0.01, 0.1, 1.0, 10.0, 100.0) : List.copyOf(epsilons);
        threshold = threshold == null ? 0.99 : threshold;
        initial = initial == null || initial;
        refresh = refresh == null ? 1 : refresh;
        require(chunks >= 2 && chunks <= 4096, "causal.chunks", chunks, "2 to 4096");
        require(
                !epsilons.isEmpty() && epsilons.stream().allMatch(e -> e > 0 && e < 1e9),
                "causal.epsilons",
                epsilons,
                "a list of positive numbers");
        require(threshold > 0 && threshold < 1, "causal.threshold", threshold, "a number between 0 and 1");
        require(refresh >= 1, "causal.refresh", refresh, "a number of steps, 1 or more");
    }
}
