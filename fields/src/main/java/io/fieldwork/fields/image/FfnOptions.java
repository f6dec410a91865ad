package io.fieldwork.fields.image;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Buildable;
import io.fieldwork.fields.tensor.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a ReLU network of random Fourier features (Tancik et al. 2020), whose output is a sigmoid. A larger sigma
 * fits finer detail, and noise between the samples.
 *
 * @param frequencies random ones, each with a sine and a cosine, default 256
 * @param sigma deviation of the frequencies in cycles along a side, default 10
 * @param hidden width of the hidden layers, default 256
 * @param layers number of hidden layers, default 3
 */
@Buildable
public record FfnOptions(
        @Nullable Integer frequencies,
        @Nullable Double sigma,
        @Nullable Integer hidden,
        @Nullable Integer layers) implements ImageFieldOptions {
    /** Fills in defaults and rejects sizes that cannot be built. */
    public FfnOptions {
        frequencies = frequencies == null ? 256 : frequencies;
        sigma = sigma == null ? 10.0 : sigma;
        hidden = hidden == null ? 256 : hidden;
        layers = layers == null ? 3 : layers;
        UserError.require(frequencies >= 1 && frequencies <= 4096, "field.frequencies", frequencies, "1 to 4096");
        UserError.require(sigma > 0 && sigma <= 1e4, "field.sigma", sigma, "a positive number of cycles up to 10000");
        UserError.require(hidden >= 1 && hidden <= 4096, "field.hidden", hidden, "1 to 4096");
        UserError.require(layers >= 1 && layers <= 16, "field.layers", layers, "1 to 16");
    }

    @Override
    public Field build(NDManager owner, Kernels kernels, TrainingPixels pixels, long seed) {
        return new FourierNetwork(owner, this, false, null, 1, seed);
    }
}
