package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Options of time marching: the time is cut into windows, each with a network of its own that starts where the one
 * before it ended; block {@code windows} of a configuration. For equations of first order in time.
 *
 * @param count windows of equal length, default 1
 * @param overlap share of its length by which a window is trained beyond its end, so that the next one starts inside
 * it; default 0.01 where there are several
 * @param exact whether a window starts exactly where the one before it ended, u = u_before + (t - t_k) / length N
 * (default), or by a soft condition
 * @param tolerance the loss at which a window is left early, and with the last one the run, default 0: never; where
 * there are causal weights, their criterion decides instead. All windows have equal shares of the run; with a tolerance
 * those that are easy leave their time to the others, of which none but the last takes more than {@link #PATIENCE}
 * times its share of what is left, or half of that. One that is still {@link #STUCK} times above after a share begins
 * again from other random parameters
 */
@Buildable
public record WindowOptions(
        @Nullable Integer count,
        @Nullable Double overlap,
        @Nullable Boolean exact,
        @Nullable Double tolerance) {
    /** Shares of the time left that a window may take if there is a tolerance. */
    static final double PATIENCE = 3;

    /** In units of the tolerance, a loss from which a window will not come down. */
    static final double STUCK = 1e6;

    /** Fills in defaults and rejects what has no meaning. */
    public WindowOptions {
        count = count == null ? 1 : count;
        overlap = overlap == null ? (count > 1 ? 0.01 : 0) : overlap;
        exact = exact == null || exact;
        tolerance = tolerance == null ? 0 : tolerance;
        require(count >= 1 && count <= 10000, "windows.count", count, "1 to 10000");
        require(overlap >= 0 && overlap <= 1, "windows.overlap", overlap, "a share of a window, 0 to 1");
        require(tolerance >= 0, "windows.tolerance", tolerance, "a loss, 0 or more");
    }
}
