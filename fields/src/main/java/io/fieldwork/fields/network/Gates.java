package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import java.util.function.BiFunction;

/**
 * The gates of the modified network: two encoders of the features, u = f(e W_u + b_u) and v = f(e W_v + b_v), between
 * which hidden units interpolate.
 */
record Gates(Activation function, Linear toU, Linear toV) {
    /** Random weights for some number of features. */
    Gates(Weights weights, NetworkOptions options, int in) {
        this(
                options.nonlinearity(),
                weights.linear("gateU", in, options.width()),
                weights.linear("gateV", in, options.width()));
    }

    /** Encodes features; from a layer and what enters it to v + z (u - v) with z = f(h W + b). */
    <V> BiFunction<Linear, V, V> layers(NetworkForm<V> form, V features) {
        V u = form.activated(function, toU, features);
        V v = form.activated(function, toV, features);
        return (layer, h) -> form.gate(form.activated(function, layer, h), u, v);
    }
}
