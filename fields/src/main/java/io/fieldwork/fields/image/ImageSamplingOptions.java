package io.fieldwork.fields.image;

import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of an image are learned; block {@code sampling} of kind {@code image}.
 *
 * @param batch pixels of a step, default 65536; all of them, in order, if there are no more than that, else as many at random
 * @param every how many pixels along each side there is one to learn from, default 1 for all pixels; with 2 the other three quarters are held out
 * @param between whether points lie anywhere in their pixels, newly drawn for each step, and are to have the colour that cubic interpolation of the pixels has there
 *     (Keys 1981), so that a field learns a function and not only numbers at the middles of pixels; default: what the field wants
 */
@Buildable
public record ImageSamplingOptions(
        @Nullable Integer batch,
        @Nullable Integer every,
        @Nullable Boolean between) {
    /** Fills in defaults and rejects values outside their range. */
    public ImageSamplingOptions {
        batch = batch == null ? 65536 : batch;
        every = every == null ? 1 : every;
        UserError.require(batch >= 1 && batch <= 1 << 24, "sampling.batch", batch, "1 to 16777216");
        UserError.require(every >= 1 && every <= 64, "sampling.every", every, "1 to 64");
    }

    /** {@return the default options} */
    public static ImageSamplingOptions defaults() {
        return ImageSamplingOptionsBuilder.builder().build();
    }
}
