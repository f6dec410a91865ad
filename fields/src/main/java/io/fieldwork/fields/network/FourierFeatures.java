package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;

/**
 * Random Fourier features [cos(e B), sin(e B)] (Tancik et al. 2020, arXiv 2006.10739). The frequencies B start normal
 * and are trained like any weight, as in "An Expert's Guide to Training Physics-informed Neural Networks" (arXiv
 * 2308.08468). A standard deviation of 1 to 2 suits normalised coordinates; too large a one fits noise between the
 * points.
 */
final class FourierFeatures {
    private final Layers layers;
    private final Parameter frequencies;
    private final NDArray phase;

    /**
     * Random frequencies.
     *
     * @param weights makes the parameter
     * @param layers applies it
     * @param in number of features before
     * @param out number of features after, even
     * @param deviation of the frequencies
     */
    FourierFeatures(Weights weights, Layers layers, int in, int out, double deviation) {
        this.layers = layers;
        this.frequencies = weights.matrix("frequencies", in, out / 2, deviation);
        this.phase = weights.constant(new Shape(out), i -> i < out / 2 ? Math.PI / 2 : 0);
    }

    /** From [slots, n, in] to [slots, n, out]. */
    NDArray jet(Tape tape, NDArray embedded, Slots slots) {
        return layers.waves(tape, frequencies, phase, embedded, slots);
    }

    /** Appends the same function of [n, in] and returns the name of its value [n, out]. */
    String script(NetworkScript script, String embedded) {
        String angle = script.let("torch.mm(%s, %s)", embedded, script.name(frequencies));
        return script.let("torch.cat([torch.cos(%1$s), torch.sin(%1$s)], 1)", angle);
    }
}
