package io.fieldwork.samples.kind.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of a solution, from which coefficients can be learned: those of a file, or made-up ones, values of the
 * reference at random points of its grid with noise; block {@code problem.data}.
 *
 * @param path a file with an array or column for each coordinate and for each measured unknown; null for made-up ones
 * @param points how many made-up ones of each unknown, default 2000; null with a path
 * @param noise standard deviation of their noise as a share of the root mean square of the values, default 0; null with
 *     a path
 */
@Buildable
public record MeasurementOptions(
        @Nullable String path,
        @Nullable Integer points,
        @Nullable Double noise) {
    /** Fills in defaults and rejects what cannot be meant. */
    public MeasurementOptions {
        if (path == null) {
            points = points == null ? 2000 : points;
            noise = noise == null ? 0.0 : noise;
            require(points >= 1 && points <= 1 << 22, "problem.data.points", points, "1 to 4194304");
            require(noise >= 0 && noise <= 10, "problem.data.noise", noise, "a share of the values, 0 to 10");
        } else {
            require(points == null, "problem.data.points", points, "none beside problem.data.path");
            require(noise == null, "problem.data.noise", noise, "none beside problem.data.path");
        }
    }
}
