package io.fieldwork.samples.kind.pinn;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
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
        if (points < 1 || points > 1 << 22) {
            throw new UserError("problem.data.points is " + points + "; expected 1 to 4194304.");
        }
        if (!(noise >= 0 && noise <= 10)) {
            throw new UserError("problem.data.noise is " + noise + "; expected a share of the values, 0 to 10.");
        }
    }
}
