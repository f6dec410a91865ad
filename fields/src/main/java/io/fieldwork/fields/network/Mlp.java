package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.kernel.JetKernels;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import io.fieldwork.fields.tensor.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fully connected network, the same width throughout. Where its features are constants the whole network is one fused
 * operation; where they are trained the layers are applied one by one, because gradients must pass through the first.
 */
final class Mlp implements NetworkArchitecture {
    private final Layers layers;
    private final JetKernels kernels;
    private final Activation function;
    private final boolean fused;
    private final List<Linear> chain = new ArrayList<>();
    private final Map<Slots, Operation> operations = new HashMap<>();

    /**
     * Random weights.
     *
     * @param weights makes the parameters
     * @param layers applies layers one by one
     * @param kernels applies them at once
     * @param options layers, width and activation
     * @param in number of features
     * @param out number of values
     * @param zero whether the network starts as zero
     */
    Mlp(Weights weights, Layers layers, JetKernels kernels, NetworkOptions options, int in, int out, boolean zero) {
        this.layers = layers;
        this.kernels = kernels;
        this.function = options.nonlinearity();
        this.fused = options.fourier() == 0;
        for (int i = 0; i < options.layers(); i++) {
            chain.add(weights.linear("hidden" + i, i == 0 ? in : options.width(), options.width()));
        }
        chain.add(
                zero ? weights.still("output", options.width(), out) : weights.linear("output", options.width(), out));
    }

    @Override
    public NDArray jet(Tape tape, NDArray features, Slots slots) {
        return fused ? atOnce(tape, features, slots) : oneByOne(tape, features, slots);
    }

    private NDArray atOnce(Tape tape, NDArray features, Slots slots) {
        List<NDArray> operands = new ArrayList<>(List.of(features));
        for (Linear layer : chain) {
            operands.add(layers.matrix(layer));
            operands.add(layer.bias().value());
        }
        return operations.computeIfAbsent(slots, s -> kernels.dense(function, s, chain.size()))
                .apply(tape, operands.toArray(NDArray[]::new))[0];
    }

    private NDArray oneByOne(Tape tape, NDArray features, Slots slots) {
        return layers.affine(output(), hidden(tape, features, slots));
    }

    private NDArray hidden(Tape tape, NDArray features, Slots slots) {
        NDArray h = features;
        for (Linear layer : chain.subList(0, chain.size() - 1)) {
            h = layers.activated(tape, function, layer, h, slots);
        }
        return h;
    }

    private Linear output() {
        return chain.getLast();
    }

    /** Needs constant features and plain weights. */
    @Override
    public NDArray jacobian(NDArray features, Slots slots, NDArray seeds) {
        if (!fused || chain.getFirst().factor() != null) {
            throw new UserError(
                    "Gradients point by point, which train.optimizer.type gaussnewton and balance.method ntk need,"
                            + " are offered without random features and factorisation; expected field.fourier: 0 and"
                            + " field.factorised: false.");
        }
        return new DenseJacobian(layers, function, chain).of(features, slots, seeds);
    }

    @Override
    public String script(NetworkScript script, String features) {
        String h = features;
        for (Linear layer : chain.subList(0, chain.size() - 1)) {
            h = script.activation(function, layer.script(script, h));
        }
        return output().script(script, h);
    }
}
