package io.fieldwork.samples.kind.pinn;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Made-up measurements of a solution, from which coefficients can be learned: values of the reference at random points
 * of its grid, with noise; block {@code problem.data}.
 *
 * @param points how many of each unknown, default 2000
 * @param noise standard deviation of the noise as a share of the root mean square of the values, default 0
 */
@Buildable
public record MeasurementOptions(
        @Nullable Integer points, @Nullable Double noise) {
    /** Fills in defaults and rejects what cannot be meant. */
    public MeasurementOptions {
        points = points == null ? 2000 : points;
        noise = noise == null ? 0.0 : noise;
        require(points >= 1 && points <= 1 << 22, "problem.data.points", points, "1 to 4194304");
        require(noise >= 0 && noise <= 10, "problem.data.noise", noise, "a share of the values, 0 to 10");
    }
}
