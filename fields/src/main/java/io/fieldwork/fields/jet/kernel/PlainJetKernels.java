package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Script;

/**
 * The jet kernels in the engine's own operators: the oracle of the fast ones. Each operation is one {@link Script} method with
 * the engine's own gradients, for single and double precision and any device.
 */
public final class PlainJetKernels implements JetKernels {
    private final NDManager manager;

    /** Plain kernels of a device, whose manager owns the scripts. */
    public PlainJetKernels(NDManager owner) {
        this.manager = owner;
    }

    @Override
    public Operation activation(Activation function, Slots slots) {
        return compiled("activation", PlainJetScripts.activation(function, slots));
    }

    @Override
    public Operation product(Slots slots) {
        return compiled("product", PlainJetScripts.product(slots));
    }

    @Override
    public Operation gate(Slots slots) {
        return compiled("gate", PlainJetScripts.gate(slots));
    }

    @Override
    public Operation dense(Activation function, Slots slots, int layers) {
        return compiled("dense", PlainJetScripts.dense(function, slots, layers));
    }

    @Override
    public Operation value(SoftplusNetwork network) {
        return compiled("value", network.valueScript());
    }

    @Override
    public Operation slope(SoftplusNetwork network) {
        return compiled("slope", network.slopeScript());
    }

    private Operation compiled(String method, String text) {
        return Script.compile(manager, text).method(method);
    }
}
