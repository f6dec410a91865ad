package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.TrainOptions;
import io.fieldwork.fields.train.TrainOptionsBuilder;
import org.jspecify.annotations.Nullable;

/**
 * All options of learning an image.
 *
 * @param field architecture, default a network of random Fourier features
 * @param sampling which pixels are learned
 * @param train duration, learning rate and optimiser; default 2000 steps at the rate of the field
 */
@Buildable
public record ImageOptions(
        @Nullable ImageFieldOptions field,
        @Nullable ImageSamplingOptions sampling,
        @Nullable TrainOptions train) {
    private static final int LEAST = 4;

    /** Fills in defaults. */
    public ImageOptions {
        field = field == null ? FfnOptionsBuilder.builder().build() : field;
        sampling = sampling == null ? ImageSamplingOptions.defaults() : sampling;
        boolean between = sampling.between() == null ? field.between() : sampling.between();
        sampling =
                ImageSamplingOptionsBuilder.builder(sampling).between(between).build();
        train = train == null
                ? TrainOptionsBuilder.builder().steps(2000L).rate(field.rate()).build()
                : train;
    }

    /**
     * {@return a session that learns an image}
     *
     * @param owner of the device; it must outlive the session
     * @param image is learned over white where it has alpha
     * @throws UserError if it is too small
     */
    public ImageSession open(NDManager owner, Image image) {
        return open(owner, image, null, null);
    }

    /**
     * {@return a session that learns an image with some kernels}
     *
     * @param owner of the device; it must outlive the session
     * @param image is learned over white where it has alpha
     * @param halfway the truth between its pixels, or null for the band-limited function through them
     * @param kernels {@code plain}, {@code host}, {@code cuda}, or null for the fastest
     * @throws UserError if it is too small
     */
    public ImageSession open(NDManager owner, Image image, @Nullable HalfwayColors halfway, @Nullable String kernels) {
        int least = Math.min(image.width(), image.height());
        String size = image.width() + "x" + image.height();
        UserError.require(least >= LEAST, "The size of the image of scene.path", size, "at least 4x4 pixels");
        UserError.require(
                least > sampling.every(),
                "sampling.every",
                sampling.every(),
                "less than the " + least + " pixels of the shorter side of the image, so that two are learned");
        Image opaque = TrainingPixels.opaque(image);
        HalfwayColors between = halfway == null ? HalfwayColors.bandLimited(opaque) : halfway;
        NDManager manager = Scopes.under(owner);
        try {
            Kernels chosen = kernels == null ? Kernels.of(manager) : Kernels.of(manager, kernels);
            return new ImageSession(manager, chosen, this, new TrainingPixels(opaque, sampling.every()), between);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }
}
