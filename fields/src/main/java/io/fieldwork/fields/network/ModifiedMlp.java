package io.fieldwork.fields.network;

import java.util.List;

/**
 * The modified network of Wang, Teng, Perdikaris 2021 (SIAM J. Sci. Comput. 43, A3055): every hidden layer interpolates
 * between two encodings of the features, h = z u + (1 - z) v with z = f(h W + b). About twice the cost of a plain
 * network; better where the solution has sharp fronts or several scales.
 */
record ModifiedMlp(Gates gates, List<Linear> hidden, Linear output) implements NetworkArchitecture.OfLayers {
    /** Random weights between some numbers of features and values. */
    ModifiedMlp(Weights weights, NetworkOptions options, int in, int out) {
        this(new Gates(weights, options, in), weights.hidden(in), weights.linear("output", options.width(), out));
    }

    @Override
    public <V> V values(NetworkForm<V> form, V features) {
        var gated = gates.layers(form, features);
        V h = features;
        for (Linear layer : hidden) {
            h = gated.apply(layer, h);
        }
        return form.affine(output, h);
    }
}
