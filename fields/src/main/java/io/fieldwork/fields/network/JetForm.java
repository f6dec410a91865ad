package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers applied to jets [slots, n, width] while a tape records.
 *
 * @param embedded what the network's embedding gave, of which modulations take their own columns
 */
record JetForm(Layers layers, Tape tape, Slots slots, NDArray embedded) implements NetworkForm<NDArray> {
    @Override
    public NDArray affine(Linear layer, NDArray x) {
        return layers.call("affine", x, layers.matrix(layer), layer.bias().value());
    }

    @Override
    public NDArray activated(Activation function, Linear layer, NDArray x) {
        NDArray z = layers.call("linear", x, layers.matrix(layer));
        return layers.activation(function, slots).apply(tape, z, layer.bias().value())[0];
    }

    @Override
    public NDArray gate(NDArray z, NDArray u, NDArray v) {
        return layers.gate(slots).apply(tape, z, u, v)[0];
    }

    @Override
    public NDArray blend(NDArray x, NDArray h, Parameter alpha) {
        return layers.call("blend", x, h, alpha.value());
    }

    @Override
    public NDArray modulation(Modulation modulation) {
        return modulation.lookup(embedded, slots);
    }

    @Override
    public NDArray modulated(Activation function, Modulation modulation, int layer, NDArray z, NDArray found) {
        NDArray scaled = modulation.apply(layer, z, found, slots);
        return layers.activation(function, slots).apply(tape, scaled, modulation.still())[0];
    }

    /** By sin(x [B, B] + phase), where the phase is pi/2 for the first half. */
    @Override
    public NDArray waves(FourierFeatures features, NDArray x) {
        NDArray both = layers.call("twice", features.frequencies().value());
        NDArray z = layers.call("linear", x, both);
        return layers.activation(Activation.SIN, slots).apply(tape, z, features.phase())[0];
    }

    @Override
    public NDArray fused(Activation function, List<Linear> chain, NDArray x) {
        List<NDArray> operands = new ArrayList<>(List.of(x));
        for (Linear layer : chain) {
            operands.add(layers.matrix(layer));
            operands.add(layer.bias().value());
        }
        return layers.dense(function, slots, chain.size()).apply(tape, operands.toArray(NDArray[]::new))[0];
    }
}
