package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * The modified network of Wang, Teng, Perdikaris 2021 (SIAM J. Sci. Comput. 43, A3055): every hidden layer interpolates
 * between two encodings of the features, h = z u + (1 - z) v with z = f(h W + b). About twice the cost of a plain
 * network; better where the solution has sharp fronts or several scales.
 */
final class ModifiedMlp implements NetworkArchitecture {
    private final Layers layers;
    private final Gates gates;
    private final List<Linear> hidden = new ArrayList<>();
    private final Linear output;

    /**
     * Random weights.
     *
     * @param weights makes the parameters
     * @param layers applies layers
     * @param options layers, width and activation
     * @param in number of features
     * @param out number of values
     */
    ModifiedMlp(Weights weights, Layers layers, NetworkOptions options, int in, int out) {
        this.layers = layers;
        this.gates = new Gates(weights, layers, options, in);
        for (int i = 0; i < options.layers(); i++) {
            hidden.add(weights.linear("hidden" + i, i == 0 ? in : options.width(), options.width()));
        }
        this.output = weights.linear("output", options.width(), out);
    }

    @Override
    public NDArray jet(Tape tape, NDArray features, Slots slots) {
        return layers.affine(output, hidden(tape, features, slots));
    }

    private NDArray hidden(Tape tape, NDArray features, Slots slots) {
        Gates.Jets encoded = gates.jets(tape, features, slots);
        NDArray h = features;
        for (Linear layer : hidden) {
            h = gates.hidden(tape, layer, h, encoded, slots);
        }
        return h;
    }

    @Override
    public String script(NetworkScript script, String features) {
        Gates.Names encoded = gates.script(script, features);
        String h = features;
        for (Linear layer : hidden) {
            h = gates.hidden(script, layer, h, encoded);
        }
        return output.script(script, h);
    }
}
