package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.ShapeContract;
import io.fieldwork.fields.tensor.Tape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected network on jets on the device: the engine's matrix products over the stacked slots and the
 * nonlinearity of {@link CudaActivation} between them.
 *
 * <p>For S slots, n points and the widths v and w a matrix takes 2 S n v w operations forward and twice as many in the
 * adjoint, the first one half of that. What lies between two matrices moves 2 S b bytes a unit and point forward and 3
 * S b in the adjoint at b bytes a number.
 *
 * <p>While gradients are on, it also returns every hidden layer before and after the nonlinearity, 2 S n w numbers, so
 * that the adjoint computes none again. Otherwise a layer lives until the next is there.
 */
final class CudaDense implements FusedOperation {
    private final CudaActivation activation;
    private final int layers;
    private final String shapes;

    CudaDense(CudaActivation activation, Slots slots, int layers) {
        if (layers < 1) {
            throw new IllegalArgumentException("a network has at least one layer, not " + layers);
        }
        this.activation = activation;
        this.layers = layers;
        StringBuilder pattern = new StringBuilder(slots.size() + " n w0");
        for (int k = 1; k <= layers; k++) {
            pattern.append(", w%d w%d, w%d".formatted(k - 1, k, k));
        }
        this.shapes = pattern.toString();
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        ShapeContract.match(shapes, inputs);
        boolean saving = JniUtils.isGradMode();
        try (Tape _ = Tape.forwardOnly()) {
            List<NDArray> outputs = new ArrayList<>();
            NDArray y = inputs[0];
            for (int k = 0; k < layers - 1; k++) {
                NDArray z = y.matMul(matrix(inputs, k));
                NDArray next = activation.forward(z, bias(inputs, k));
                if (saving) {
                    outputs.addAll(List.of(z, next));
                } else {
                    z.close();
                    release(y, inputs[0]);
                }
                y = next;
            }
            NDArray last = y.matMul(matrix(inputs, layers - 1));
            if (!saving) {
                release(y, inputs[0]);
            }
            try (NDArray values = last.get(0)) {
                values.addi(bias(inputs, layers - 1));
            }
            outputs.addFirst(last);
            return outputs.toArray(new NDArray[0]);
        }
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] == null || inputs[0].getShape().get(1) == 0) {
            return;
        }
        try (Tape _ = Tape.forwardOnly()) {
            NDArray gradient = outputGradients[0];
            addBias(gradient, inputGradients[2 * layers]);
            for (int k = layers - 1; k > 0; k--) {
                NDArray z = outputs[2 * k - 1];
                addMatrix(outputs[2 * k], gradient, inputGradients[2 * k + 1]);
                try (NDArray transposed = matrix(inputs, k).transpose();
                        NDArray above = gradient.matMul(transposed)) {
                    release(gradient, outputGradients[0]);
                    gradient = activation.like(z, z.getShape().getShape());
                    activation.adjoint(z, bias(inputs, k - 1), above, gradient, false, inputGradients[2 * k]);
                }
            }
            addMatrix(inputs[0], gradient, inputGradients[1]);
            release(gradient, outputGradients[0]);
        }
    }

    /** The gradient of the last bias, which moves the values alone. */
    private static void addBias(NDArray gradient, @Nullable NDArray target) {
        if (target != null) {
            try (NDArray values = gradient.get(0);
                    NDArray sum = values.sum(new int[] {0})) {
                target.addi(sum);
            }
        }
    }

    /** The gradient of a matrix, x^T g summed over slots and points. */
    private static void addMatrix(NDArray x, NDArray gradient, @Nullable NDArray target) {
        if (target != null) {
            try (NDArray rows = stacked(x);
                    NDArray columns = rows.transpose();
                    NDArray gradients = stacked(gradient);
                    NDArray product = columns.matMul(gradients)) {
                target.addi(product);
            }
        }
    }

    private static NDArray stacked(NDArray jet) {
        Shape shape = jet.getShape();
        return jet.reshape(shape.get(0) * shape.get(1), shape.get(2));
    }

    private static void release(NDArray array, NDArray unlessIt) {
        if (array != unlessIt) {
            array.close();
        }
    }

    private static NDArray matrix(NDArray[] inputs, int layer) {
        return inputs[2 * layer + 1];
    }

    private static NDArray bias(NDArray[] inputs, int layer) {
        return inputs[2 * layer + 2];
    }
}
