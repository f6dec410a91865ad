package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.cuda.CudaCompiler;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.kernel.CudaRuntime;
import io.fieldwork.fields.tensor.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jet kernels as CUDA source, written for each slot set and compiled at run time for the device at hand: one kernel
 * where the engine's own operators take one for each term. Matrix products are left to the engine's library. Launches
 * are ordered with the engine's work on the default stream. No sum is taken by atomic additions, so results are
 * reproducible as far as those of the engine are.
 *
 * <p>An operation reads each operand and writes each result once; {@link CudaActivation} and {@link CudaLeibniz} count
 * bytes and operations. There are so few operations for a byte that the device's memory is expected to set the time.
 *
 * <p>Proven without a GPU: the sources compile for compute capabilities 8.0, 8.6, 8.9, 9.0 and 10.0, where at most 16
 * bytes a thread leave the registers for the slots of the heat equation; the same sources, built by
 * a host compiler with threads as loops and started through the same argument lists by the classes of this package,
 * agree with the plain kernels in values and gradients. Not proven until the tests have run on a device: that a real
 * driver accepts the calls, the order with the engine's stream, the accuracy of the device's own exp, sincos, tanh and
 * erfc, and every expectation of speed.
 */
public final class CudaJetKernels implements JetKernels {
    private final NDManager manager;
    private final CudaRuntime runtime;
    private final Map<Key, CudaActivation> activations = new ConcurrentHashMap<>();
    private final Map<Slots, CudaLeibniz> products = new ConcurrentHashMap<>();
    private final Map<Slots, CudaLeibniz> gates = new ConcurrentHashMap<>();

    private record Key(Activation function, Slots slots) {}

    /**
     * Kernels of a device. Each is compiled when it is first applied, once for a slot set and type.
     *
     * @param manager a manager of a GPU
     * @throws IllegalArgumentException if its device is no GPU
     * @throws io.fieldwork.fields.cuda.CudaException if there is no driver or no such device
     */
    public CudaJetKernels(NDManager manager) {
        this(manager, CudaRuntime.compiler(manager));
    }

    /** Programs of any compiler whose launches reach the tensors of the manager's device. */
    CudaJetKernels(NDManager manager, CudaCompiler compiler) {
        this.manager = manager;
        this.runtime = new CudaRuntime(manager.getDevice(), compiler);
    }

    @Override
    public Operation activation(Activation function, Slots slots) {
        return nonlinearity(function, slots);
    }

    @Override
    public Operation product(Slots slots) {
        return products.computeIfAbsent(slots, s -> CudaLeibniz.product(runtime, s));
    }

    @Override
    public Operation gate(Slots slots) {
        return gates.computeIfAbsent(slots, s -> CudaLeibniz.gate(runtime, s));
    }

    @Override
    public Operation dense(Activation function, Slots slots, int layers) {
        return new CudaDense(nonlinearity(function, slots), slots, layers);
    }

    /** By the engine's operators, whose products are what counts in wide networks. */
    @Override
    public Operation value(SoftplusNetwork network) {
        return new PlainJetKernels(manager).value(network);
    }

    @Override
    public Operation slope(SoftplusNetwork network) {
        return new PlainJetKernels(manager).slope(network);
    }

    private CudaActivation nonlinearity(Activation function, Slots slots) {
        return activations.computeIfAbsent(
                new Key(function, slots), key -> new CudaActivation(runtime, function, slots));
    }
}
