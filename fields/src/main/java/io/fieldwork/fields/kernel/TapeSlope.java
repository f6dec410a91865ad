package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Operation;
import io.fieldwork.fields.tensor.Tape;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The value of a network of encoded points with its gradient, by a pass back over a tape of its own: the plain form of {@link Kernels#slope}, for any encoding.
 *
 * @param encoding (x [n, d], entries...) to features
 * @param entries number of arrays that the encoding takes after the points
 * @param network (features, weights...) to y [n, 1]
 */
public record TapeSlope(Operation encoding, int entries, Operation network) implements Operation {
    /** {@return y [n] and dy/dx [n, d] of (x [n, d], entries..., weights...), without a history} */
    @Override
    public NDArray[] apply(Tape tape, NDArray... inputs) {
        try (Tape own = Tape.open()) {
            NDArray x = inputs[0].duplicate();
            x.setRequiresGradient(true);
            NDArray[] fixed =
                    Arrays.stream(inputs).skip(1).map(NDArray::stopGradient).toArray(NDArray[]::new);
            NDArray[] grid = Arrays.copyOf(fixed, entries);
            NDArray[] weights = Arrays.copyOfRange(fixed, entries, fixed.length);
            NDArray features = encoding.apply(own, joined(x, grid))[0];
            NDArray y = network.apply(own, joined(features, weights))[0];
            own.backward(y, y.onesLike());
            return new NDArray[] {y.stopGradient().reshape(-1), Tape.gradient(x)};
        }
    }

    private static NDArray[] joined(NDArray first, NDArray[] others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray(NDArray[]::new);
    }
}
