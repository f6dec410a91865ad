package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.kernel.CudaKernels;
import io.fieldwork.fields.kernel.HostKernels;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.HostVectors;
import io.fieldwork.fields.tensor.Operation;

/**
 * Operations on jets, arrays [slots, n, width] of float32 or float64, in one implementation: {@code plain} (the
 * engine's own operators, the oracle, on any device), {@code host} (Java over all cores on tensor storage) or {@code
 * cuda} (source compiled at run time). All are differentiable in all inputs, agree to rounding, and take contiguous
 * arrays.
 */
public interface JetKernels {
    /**
     * A nonlinearity applied to a jet (Faa di Bruno's formula).
     *
     * @return (z [slots, n, w], bias [w]) to the jet of f(z + bias), same shape as z; the bias moves slot 0 only
     */
    Operation activation(Activation function, Slots slots);

    /** {@return the product of two jets (Leibniz): (a [slots, n, w], b [slots, n, w]) to the jet of a b} */
    Operation product(Slots slots);

    /**
     * {@return the gate of the modified network (Wang et al. 2021): (z, u, v, each [slots, n, w]) to the jet of v + z
     * (u - v)}
     */
    Operation gate(Slots slots);

    /**
     * A whole fully connected network on jets: some number of linear layers, at least 1, with the nonlinearity between
     * them.
     *
     * @return (input jet [slots, n, w_0], W_1 [w_0, w_1], b_1 [w_1], ..., W_k [w_(k-1), w_k], b_k [w_k]) to the jet of
     *     the output [slots, n, w_k]; what else it returns is its own. No gradient flows to the input jet.
     */
    Operation dense(Activation function, Slots slots, int layers);

    /**
     * A fully connected softplus network.
     *
     * @return (x [n, w_0], W_1 [w_0, w_1], b_1 [w_1], ..., W_k [w_(k-1), w_k], b_k [w_k]) to y [n, w_k]; differentiable in all
     */
    Operation value(SoftplusNetwork network);

    /**
     * A fully connected softplus network with the gradient of its first value with respect to the input, which is a function of input and
     * parameters like any other: one pass forward and one back.
     *
     * @return inputs as above to (y [n, w_k], dy_0/dx [n, w_0]); differentiable in all
     */
    Operation slope(SoftplusNetwork network);

    /**
     * {@return the fastest implementation for the device of a manager that owns its native resources: CUDA or host
     * kernels, or plain ones where Java has no {@linkplain HostVectors vector instructions}}
     */
    static JetKernels of(NDManager manager) {
        return of(manager, HostVectors.fastestKernels(manager.getDevice()));
    }

    /**
     * {@return the implementation named {@code plain}, {@code host} or {@code cuda}, whose native resources the manager
     * owns}
     *
     * @throws io.fieldwork.fields.tensor.UserError if host kernels are asked for where Java has no vector instructions
     */
    static JetKernels of(NDManager manager, String name) {
        return switch (name) {
            case "plain" -> new PlainJetKernels(manager);
            case "host" -> {
                HostVectors.require();
                yield new HostJetKernels(manager);
            }
            case "cuda" -> new CudaJetKernels(manager);
            default -> throw new IllegalArgumentException("kernels are plain, host or cuda, not " + name);
        };
    }

    /** {@return the implementation of the same name as other kernels, whose native resources the manager owns} */
    static JetKernels like(NDManager manager, Kernels kernels) {
        return of(
                manager,
                switch (kernels) {
                    case HostKernels host -> "host";
                    case CudaKernels cuda -> "cuda";
                    default -> "plain";
                });
    }
}
