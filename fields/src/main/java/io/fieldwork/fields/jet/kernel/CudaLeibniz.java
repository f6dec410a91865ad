package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.kernel.CudaRuntime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The product a b and the gate v + z (u - v) of jets on the device. An element of S slots of b bytes costs 3 S b bytes
 * forward and 7 S b in the adjoint of the product, 4 S b and 10 S b in those of the gate: every operand, result and
 * gradient passes once, and a gradient that is added to twice. For the slots u, u_t, u_x and u_xx the product takes 13
 * operations forward and 34 in the adjoint, the gate 8 and 12 more.
 */
final class CudaLeibniz extends CudaElementwise {
    private CudaLeibniz(CudaRuntime runtime, String name, int operands, Slots slots, Function<DataType, String> text) {
        super(runtime, name, String.join(", ", Collections.nCopies(operands, slots.size() + " n w")), text);
    }

    /** The product of two jets. */
    static CudaLeibniz product(CudaRuntime runtime, Slots slots) {
        return new CudaLeibniz(runtime, "product", 2, slots, type -> CudaJetText.product(slots, type));
    }

    /** The gate of three jets. */
    static CudaLeibniz gate(CudaRuntime runtime, Slots slots) {
        return new CudaLeibniz(runtime, "gate", 3, slots, type -> CudaJetText.gate(slots, type));
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        check(inputs);
        NDArray result = like(inputs[0], inputs[0].getShape().getShape());
        int elements = elements(result);
        launch("forward", elements, result.getDataType(), elements, List.of(inputs), result);
        return new NDArray[] {result};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] != null) {
            int elements = elements(inputs[0]);
            List<@Nullable NDArray> gradients = Arrays.asList(inputGradients);
            DataType type = inputs[0].getDataType();
            launch("adjoint", elements, type, elements, List.of(inputs), outputGradients[0], gradients);
        }
    }
}
