package io.fieldwork.fields.network;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Scopes;
import io.fieldwork.fields.tensor.Tape;

/** A derivative engine by truncated Taylor expansion: one pass for all slots, one reverse pass for the gradient. */
record JetEngine(Network network) implements DerivativeEngine {
    @Override
    public String name() {
        return "jets";
    }

    @Override
    public NDArray evaluate(Tape tape, NDArray x, Slots slots) {
        return network.jet(tape, x, slots);
    }

    @Override
    public Evaluation at(NDArray x, Slots slots) {
        NDArray embedded = network.embed(x, slots);
        Scopes.keep(embedded);
        return tape -> network.propagate(tape, embedded, slots);
    }

    @Override
    public void close() {}
}
