package io.fieldwork.pde.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Sampling;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Options of the collocation points; block {@code collocation} of a configuration.
 *
 * @param points inside the domain, default 10000
 * @param sampling {@code sobol} (default), {@code uniform}, {@code lhs}, {@code grid} (then points along an axis are
 * the root of it), or {@code slices}: the same places at each of some times, as many times as causal chunks, without
 * causal weights the same as uniform
 * @param initial points at the first time, default 512
 * @param boundary points on the boundary for each condition, default 512
 * @param resample steps after which all points are drawn anew, default 0: never
 * @param adaptive whether interior points follow the residual (RAD, Wu et al. 2023): with probability proportional to
 * |r|^power / mean |r|^power + floor
 * @param candidates points among which adaptive ones are chosen, default ten for each
 * @param power default 1
 * @param floor default 1
 */
@Buildable
public record CollocationOptions(
        @Nullable Integer points,
        @Nullable String sampling,
        @Nullable Integer initial,
        @Nullable Integer boundary,
        @Nullable Integer resample,
        @Nullable Boolean adaptive,
        @Nullable Integer candidates,
        @Nullable Double power,
        @Nullable Double floor) {
    /** Fills in defaults and rejects values outside their range. */
    public CollocationOptions {
        points = points == null ? 10000 : points;
        sampling = sampling == null ? "sobol" : sampling.toLowerCase(Locale.ROOT);
        initial = initial == null ? 512 : initial;
        boundary = boundary == null ? 512 : boundary;
        resample = resample == null ? 0 : resample;
        adaptive = adaptive != null && adaptive;
        candidates = candidates == null ? 10 * points : candidates;
        power = power == null ? 1 : power;
        floor = floor == null ? 1 : floor;
        require(points >= 1 && points <= 1 << 24, "collocation.points", points, "1 to 16777216");
        require(initial >= 1 && initial <= 1 << 22, "collocation.initial", initial, "1 to 4194304");
        require(boundary >= 1 && boundary <= 1 << 22, "collocation.boundary", boundary, "1 to 4194304");
        require(resample >= 0, "collocation.resample", resample, "a number of steps, or 0 for never");
        require(candidates >= points || !adaptive, "collocation.candidates", candidates, "at least as many as points");
        if (adaptive && resample == 0) {
            throw new UserError("collocation.adaptive is true, but collocation.resample is 0, so that points are never"
                    + " drawn anew; expected a number of steps.");
        }
        require(power >= 0 && power <= 8, "collocation.power", power, "0 to 8");
        require(floor >= 0 && floor < 1e9, "collocation.floor", floor, "0 or more");
        if (!sampling.equals("slices")) {
            Sampling.of(sampling);
        }
    }
}
