package io.fieldwork.samples.kind;

import static io.fieldwork.fields.tensor.UserError.require;

import io.fieldwork.fields.tensor.Buildable;
import org.jspecify.annotations.Nullable;

/**
 * Options of a run's output beside its checkpoint; block {@code output}.
 *
 * @param logSteps steps between two lines of the metrics, default 20
 * @param previewSeconds training time between two previews, default 30; 0 for none
 * @param images number of held-out views written as pictures at the end, default 10; of an equation, the most pictures
 */
@Buildable
public record OutputOptions(
        @Nullable Integer logSteps,
        @Nullable Double previewSeconds,
        @Nullable Integer images) {
    /** Fills in defaults and rejects values outside their range. */
    public OutputOptions {
        logSteps = logSteps == null ? 20 : logSteps;
        previewSeconds = previewSeconds == null ? 30.0 : previewSeconds;
        images = images == null ? 10 : images;
        require(logSteps >= 1, "output.logSteps", logSteps, "a positive whole number");
        require(previewSeconds >= 0, "output.previewSeconds", previewSeconds, "seconds, or 0 for no previews");
        require(images >= 0, "output.images", images, "a number of views, 0 or more");
    }

    /** {@return the default options: every 20 steps, every 30 seconds, ten views} */
    public static OutputOptions defaults() {
        return OutputOptionsBuilder.builder().build();
    }
}
