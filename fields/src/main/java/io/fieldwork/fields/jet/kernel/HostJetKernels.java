package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.Operation;

/**
 * The jet kernels in Java over all cores, on the storage of CPU tensors. Results do not depend on the number of threads.
 */
public final class HostJetKernels implements JetKernels {
    private final NDManager manager;

    /** Host kernels of a manager on the CPU. */
    public HostJetKernels(NDManager owner) {
        manager = owner;
        if (owner.getDevice().isGpu()) {
            throw new IllegalArgumentException("host kernels work on CPU tensors, not on " + owner.getDevice());
        }
    }

    @Override
    public Operation activation(Activation function, Slots slots) {
        return new HostActivation(function, slots);
    }

    @Override
    public Operation product(Slots slots) {
        return new HostProduct(slots);
    }

    @Override
    public Operation gate(Slots slots) {
        return new HostGate(slots);
    }

    @Override
    public Operation dense(Activation function, Slots slots, int layers) {
        return new HostDense(function, slots, layers);
    }

    /** Networks whose input joins again are wide ones, for which the engine's products are good. */
    @Override
    public Operation value(SoftplusNetwork network) {
        return network.skip() > 0 ? new PlainJetKernels(manager).value(network) : new HostSoftplus(network, false);
    }

    @Override
    public Operation slope(SoftplusNetwork network) {
        return network.skip() > 0 ? new PlainJetKernels(manager).slope(network) : new HostSoftplus(network, true);
    }
}
