package io.fieldwork.fields.network;

import java.util.List;

/**
 * A fully connected network whose hidden layers are normalised, scaled and shifted by learned functions of the coordinates (coordinate-aware
 * modulation; Lee, Rho, Nam, Ko, Park, ICLR 2024): h = f(gamma(x) norm(h W + b) + beta(x)).
 */
record ModulatedMlp(NetworkOptions options, Modulation modulation, List<Linear> hidden, Linear output)
        implements NetworkArchitecture.OfLayers {
    /** Random weights between some numbers of features and values. */
    ModulatedMlp(Weights weights, NetworkOptions options, Modulation modulation, int in, int out) {
        this(options, modulation, weights.hidden(in), weights.linear("output", options.width(), out));
    }

    @Override
    public <V> V values(NetworkForm<V> form, V features) {
        V found = form.modulation(modulation);
        V h = features;
        for (int layer = 0; layer < hidden.size(); layer++) {
            V z = form.affine(hidden.get(layer), h);
            h = form.modulated(options.nonlinearity(), modulation, layer, z, found);
        }
        return form.affine(output, h);
    }
}
