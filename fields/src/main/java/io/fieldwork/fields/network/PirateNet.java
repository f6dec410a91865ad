package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network that starts as a linear function of its features (Wang, Li, Chen, Perdikaris 2024, arXiv
 * 2402.00326). A block applies two gated layers and a plain one, then x becomes alpha h + (1 - alpha) x with a trained
 * alpha that starts at 0. The stream x keeps the width of the features, so give it many: Fourier features, as many as
 * the hidden width.
 */
final class PirateNet implements NetworkArchitecture {
    private record Block(Linear first, Linear second, Linear third, Parameter alpha) {}

    private final Layers layers;
    private final Activation function;
    private final Gates gates;
    private final List<Block> blocks = new ArrayList<>();
    private final Linear output;

    /**
     * Random weights.
     *
     * @param weights makes the parameters
     * @param layers applies layers
     * @param options blocks, width and activation
     * @param in number of features
     * @param out number of values
     */
    PirateNet(Weights weights, Layers layers, NetworkOptions options, int in, int out) {
        this.layers = layers;
        this.function = options.nonlinearity();
        this.gates = new Gates(weights, layers, options, in);
        int width = options.width();
        for (int i = 0; i < options.layers(); i++) {
            String name = "block" + i;
            blocks.add(new Block(
                    weights.linear(name + "/first", in, width),
                    weights.linear(name + "/second", width, width),
                    weights.linear(name + "/third", width, in),
                    weights.zero(name + "/alpha")));
        }
        this.output = weights.linear("output", in, out);
    }

    @Override
    public NDArray jet(Tape tape, NDArray features, Slots slots) {
        return layers.affine(output, hidden(tape, features, slots));
    }

    private NDArray hidden(Tape tape, NDArray features, Slots slots) {
        Gates.Jets encoded = gates.jets(tape, features, slots);
        NDArray x = features;
        for (Block block : blocks) {
            NDArray h = gates.hidden(tape, block.first, x, encoded, slots);
            h = gates.hidden(tape, block.second, h, encoded, slots);
            h = layers.activated(tape, function, block.third, h, slots);
            x = layers.blend(x, h, block.alpha);
        }
        return x;
    }

    @Override
    public String script(NetworkScript script, String features) {
        Gates.Names encoded = gates.script(script, features);
        String x = features;
        for (Block block : blocks) {
            String h = gates.hidden(script, block.first, x, encoded);
            h = gates.hidden(script, block.second, h, encoded);
            h = script.activation(function, block.third.script(script, h));
            x = script.let("torch.add(%1$s, torch.mul(%2$s, torch.sub(%3$s, %1$s)))"
                    .formatted(x, script.name(block.alpha), h));
        }
        return output.script(script, x);
    }
}
