package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;

/**
 * The operations of layers in one form, so that an architecture is written once: on jets, or as the lines of a script.
 *
 * @param <V> a batch of rows: a jet [slots, n, width], or the name of an array [n, width] in a script
 */
interface NetworkForm<V> {
    /** x W + b. */
    V affine(Linear layer, V x);

    /** f(x W + b). */
    V activated(Activation function, Linear layer, V x);

    /** v + z (u - v). */
    V gate(V z, V u, V v);

    /** x + alpha (h - x). */
    V blend(V x, V h, Parameter alpha);

    /** [cos(x B), sin(x B)]. */
    V waves(FourierFeatures features, V x);

    /** Scales and shifts of all layers of a modulation at the points. */
    V modulation(Modulation modulation);

    /** f(gamma norm(z) + beta), given the number of the layer and what {@link #modulation} found. */
    V modulated(Activation function, Modulation modulation, int layer, V z, V found);

    /** A fully connected network, linear at the end. */
    default V dense(Activation function, List<Linear> chain, V x) {
        V h = x;
        for (Linear layer : chain.subList(0, chain.size() - 1)) {
            h = activated(function, layer, h);
        }
        return affine(chain.getLast(), h);
    }

    /** The same where no gradient is wanted of x. */
    default V fused(Activation function, List<Linear> chain, V x) {
        return dense(function, chain, x);
    }
}
