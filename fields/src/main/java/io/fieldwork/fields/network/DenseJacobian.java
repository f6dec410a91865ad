package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;

/**
 * The Jacobian of a fully connected network, one row a point. With a_s the jet that enters a layer and d_s the
 * derivative of one point's scalar with respect to the product with the layer's matrix, the gradient is the sum over
 * slots of the outer products a_s d_s for the matrix and d_0 for the bias; one pass backward gives d for all points at
 * once, because points do not mix.
 *
 * @param layers applies layers
 * @param function between them
 * @param chain the layers, none of them factorised
 */
record DenseJacobian(Layers layers, Activation function, List<Linear> chain) {
    /** An activation that the backward pass differentiates. */
    private record Stop(NDArray before, NDArray output, Tape tape) {}

    /**
     * The gradients [n, P], columns in the order of the parameters, given the jet [slots, n, m] that enters the first
     * layer and the derivatives of each point's number with respect to the values' jet, [slots, n, c].
     */
    NDArray of(NDArray features, Slots slots, NDArray seeds) {
        List<Stop> stops = forward(features, slots);
        List<NDArray> columns = new ArrayList<>();
        NDArray leaving = seeds;
        for (int i = chain.size() - 1; i >= 0; i--) {
            NDArray input = i == 0 ? features : stops.get(i - 1).output.stopGradient();
            columns.addFirst(leaving.get(0));
            columns.addFirst(layers.call("outer", input, leaving));
            if (i > 0) {
                Stop stop = stops.get(i - 1);
                stop.tape.backward(stop.output, layers.call("back", leaving, constant(chain.get(i))));
                leaving = Tape.gradient(stop.before).duplicate();
            }
        }
        return NDArrays.concat(new NDList(columns), 1);
    }

    private List<Stop> forward(NDArray features, Slots slots) {
        List<Stop> stops = new ArrayList<>();
        NDArray input = features;
        for (Linear layer : chain.subList(0, chain.size() - 1)) {
            NDArray before =
                    layers.call("linear", input, constant(layer)).stopGradient().duplicate();
            before.setRequiresGradient(true);
            try (Tape tape = Tape.open()) {
                NDArray output = layers.activation(function, slots)
                        .apply(tape, before, layer.bias().value().stopGradient())[0];
                stops.add(new Stop(before, output, tape));
                input = output.stopGradient();
            }
        }
        return stops;
    }

    private static NDArray constant(Linear layer) {
        return layer.weight().value().stopGradient();
    }
}
