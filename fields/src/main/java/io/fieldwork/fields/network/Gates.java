package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;

/**
 * The gates of the modified network: two encoders of the features, u = f(e W_u + b_u) and v = f(e W_v + b_v), between
 * which hidden units interpolate.
 */
final class Gates {
    private final Layers layers;
    private final Activation function;
    private final Linear toU;
    private final Linear toV;

    /**
     * Random weights.
     *
     * @param weights makes the parameters
     * @param layers applies the encoders
     * @param options width and activation
     * @param in number of features
     */
    Gates(Weights weights, Layers layers, NetworkOptions options, int in) {
        this.layers = layers;
        this.function = options.nonlinearity();
        this.toU = weights.linear("gateU", in, options.width());
        this.toV = weights.linear("gateV", in, options.width());
    }

    /**
     * Both encodings of one batch of features.
     *
     * @param u [slots, n, w]
     * @param v [slots, n, w]
     */
    record Jets(NDArray u, NDArray v) {}

    Jets jets(Tape tape, NDArray features, Slots slots) {
        return new Jets(
                layers.activated(tape, function, toU, features, slots),
                layers.activated(tape, function, toV, features, slots));
    }

    /** v + z (u - v) with z = f(h W + b). */
    NDArray hidden(Tape tape, Linear layer, NDArray h, Jets encoded, Slots slots) {
        NDArray z = layers.activated(tape, function, layer, h, slots);
        return layers.gate(tape, z, encoded.u, encoded.v, slots);
    }

    /**
     * Names of both encodings in a script.
     *
     * @param v v
     * @param difference u - v
     */
    record Names(String v, String difference) {}

    Names script(NetworkScript script, String features) {
        String u = script.activation(function, toU.script(script, features));
        String v = script.activation(function, toV.script(script, features));
        return new Names(v, script.let("torch.sub(%s, %s)", u, v));
    }

    String hidden(NetworkScript script, Linear layer, String h, Names encoded) {
        String z = script.activation(function, layer.script(script, h));
        return script.let("torch.add(%s, torch.mul(%s, %s))", encoded.v, z, encoded.difference);
    }
}
