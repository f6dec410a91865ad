package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected network, the same width throughout. Where its features are constants the whole network is one fused
 * operation; where they are trained the layers are applied one by one, because gradients must pass through the first.
 */
final class Mlp implements NetworkArchitecture.OfLayers {
    private final Activation function;
    private final boolean fused;
    private final List<Linear> chain;

    /** Random weights between some numbers of features and values, all of which start as zero if asked for. */
    Mlp(Weights weights, NetworkOptions options, int in, int out, boolean zero) {
        this.function = options.nonlinearity();
        this.fused = options.fourier() == 0;
        this.chain = new ArrayList<>(weights.hidden(in));
        int width = options.width();
        chain.add(zero ? weights.still("output", width, out) : weights.linear("output", width, out));
    }

    @Override
    public <V> V values(NetworkForm<V> form, V features) {
        return fused ? form.fused(function, chain, features) : form.dense(function, chain, features);
    }

    /** Needs constant features and plain weights. */
    @Override
    public NDArray jacobian(Layers layers, Slots slots, NDArray features, NDArray seeds) {
        if (!fused || chain.getFirst().factor() != null) {
            throw new UserError(
                    "Gradients point by point, which train.optimizer.type gaussnewton and balance.method ntk need,"
                            + " are offered without random features and factorisation; expected field.fourier: 0 and"
                            + " field.factorised: false.");
        }
        return new DenseJacobian(layers, function, chain).of(features, slots, seeds);
    }
}
