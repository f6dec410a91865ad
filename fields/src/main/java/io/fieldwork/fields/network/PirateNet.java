package io.fieldwork.fields.network;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual network that starts as a linear function of its features (Wang, Li, Chen, Perdikaris 2024, arXiv
 * 2402.00326). A block applies two gated layers and a plain one, then x becomes alpha h + (1 - alpha) x with a trained
 * alpha that starts at 0. The stream x keeps the width of the features, so give it many: Fourier features, as many as
 * the hidden width.
 */
final class PirateNet implements NetworkArchitecture.OfLayers {
    private record Block(Linear first, Linear second, Linear third, Parameter alpha) {}

    private final Activation function;
    private final Gates gates;
    private final List<Block> blocks = new ArrayList<>();
    private final Linear output;

    /** Random weights between some numbers of features and values. */
    PirateNet(Weights weights, NetworkOptions options, int in, int out) {
        this.function = options.nonlinearity();
        this.gates = new Gates(weights, options, in);
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
    public <V> V values(NetworkForm<V> form, V features) {
        var gated = gates.layers(form, features);
        V x = features;
        for (Block block : blocks) {
            V h = gated.apply(block.second, gated.apply(block.first, x));
            x = form.blend(x, form.activated(function, block.third, h), block.alpha);
        }
        return form.affine(output, x);
    }
}
