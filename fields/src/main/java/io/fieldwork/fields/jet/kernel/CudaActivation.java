package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.kernel.CudaRuntime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nonlinearity on jets on the device, with a bias that all points share.
 *
 * <p>An element of S slots of b bytes costs 2 S b bytes forward and 4 S b in the adjoint, which adds to the gradient of
 * the jet (3 S b where it writes a fresh one); the bias stays in the cache. For tanh and the slots u, u_t, u_x and u_xx
 * that is 32 and 64 bytes in single precision, and 12 and 35 operations of which tanh itself is one.
 *
 * <p>The gradient of the bias is summed in two stages of a fixed order: a thread sums up to eight elements of one unit
 * in its registers, b / 4 bytes an element, and the engine sums what the threads leave.
 */
final class CudaActivation extends CudaElementwise {
    private static final int ELEMENTS = 8;

    CudaActivation(CudaRuntime runtime, Activation function, Slots slots) {
        super(runtime, "activation", slots.size() + " n w, w", type -> CudaJetText.activation(function, slots, type));
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        check(inputs);
        return new NDArray[] {forward(inputs[0], inputs[1])};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] != null) {
            adjoint(inputs[0], inputs[1], outputGradients[0], inputGradients[0], true, inputGradients[1]);
        }
    }

    /** The jet of f(z + bias). */
    NDArray forward(NDArray z, NDArray bias) {
        NDArray result = like(z, z.getShape().getShape());
        int elements = elements(z);
        launch("forward", elements, z.getDataType(), elements, width(z), z, bias, result);
        return result;
    }

    /**
     * The gradients of z and the bias, given that of the result. That of z goes to {@code jetGradient}, added or not,
     * that of the bias is added to {@code biasGradient}; null where it is not wanted.
     */
    void adjoint(
            NDArray z,
            NDArray bias,
            NDArray gradient,
            @Nullable NDArray jetGradient,
            boolean adding,
            @Nullable NDArray biasGradient) {
        int elements = elements(z);
        if (elements == 0) {
            return;
        }
        int width = width(z);
        int rows = Math.ceilDiv(elements / width, ELEMENTS);
        int threads = rows * width;
        try (NDArray partial = like(z, rows, width)) {
            List<Integer> sizes = List.of(elements, width, threads);
            List<@Nullable NDArray> jets = Arrays.asList(z, bias, gradient, jetGradient);
            launch("adjoint", threads, z.getDataType(), sizes, jets, adding ? 1 : 0, partial);
            if (biasGradient != null) {
                try (NDArray sum = partial.sum(new int[] {0})) {
                    biasGradient.addi(sum);
                }
            }
        }
    }

    private static int width(NDArray jet) {
        return Math.toIntExact(jet.getShape().get(2));
    }
}
