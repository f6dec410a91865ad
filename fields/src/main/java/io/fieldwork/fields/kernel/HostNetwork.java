package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected network without biases, y = W_k relu(... relu(W_1 x)), in vector registers over all cores. A few
 * rows pass through all layers while they are in the cache; only x, y and their gradients touch main memory.
 *
 * <p>The rows are cut into chunks that depend on their number alone, and the chunks' weight gradients are added in
 * order: results do not depend on the number of threads.
 */
final class HostNetwork implements FusedOperation {
    private static final int LEAST_ROWS = 1024;
    private static final int MOST_CHUNKS = 256;

    private final int[] widths;

    /** A network of the widths in, hidden..., out: two or more, each positive. */
    HostNetwork(int... widths) {
        if (widths.length < 2 || Arrays.stream(widths).anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "a network needs two or more positive widths, not " + Arrays.toString(widths));
        }
        this.widths = widths.clone();
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        check(inputs);
        HostChunks chunks = chunks(inputs);
        Shape shape = new Shape(chunks.length(), widths[widths.length - 1]);
        NDArray output = inputs[0].getManager().create(shape, DataType.FLOAT32);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment y = Storage.of(output);
        HostNetworkWeights weights = new HostNetworkWeights(widths, inputs);
        chunks.run(
                () -> new HostNetworkTile(weights),
                (tile, chunk) ->
                        chunks.pieces(chunk, HostNetworkTile.ROWS, (first, rows) -> tile.forward(x, y, first, rows)));
        return new NDArray[] {output};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        check(inputs);
        HostChunks chunks = chunks(inputs);
        if (outputGradients[0] == null || chunks.count() == 0) {
            return;
        }
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment dy = Storage.of(outputGradients[0]);
        MemorySegment dx = inputGradients[0] == null ? null : Storage.of(inputGradients[0]);
        HostNetworkWeights weights = new HostNetworkWeights(widths, inputs);
        float[][][] partial = new float[chunks.count()][][];
        chunks.run(() -> new HostNetworkTile(weights), (tile, chunk) -> {
            float[][] dw = weights.gradients(k -> inputGradients[k + 1] != null);
            chunks.pieces(chunk, HostNetworkTile.ROWS, (first, rows) -> tile.adjoint(x, dy, dx, dw, first, rows));
            partial[chunk] = dw;
        });
        for (int k = 0; k < widths.length - 1; k++) {
            if (inputGradients[k + 1] != null) {
                weights.add(k, partial, inputGradients[k + 1]);
            }
        }
    }

    private static HostChunks chunks(NDArray[] inputs) {
        return HostChunks.of(inputs[0].getShape().get(0), LEAST_ROWS, MOST_CHUNKS, HostNetworkTile.ROWS);
    }

    private void check(NDArray[] inputs) {
        if (inputs.length != widths.length) {
            throw new IllegalArgumentException("a network of widths " + Arrays.toString(widths) + " takes "
                    + widths.length + " arrays, not " + inputs.length);
        }
        expect(inputs[0], inputs[0].getShape().get(0), widths[0]);
        for (int k = 1; k < widths.length; k++) {
            expect(inputs[k], widths[k], widths[k - 1]);
        }
    }

    private static void expect(NDArray array, long rows, long columns) {
        Shape shape = new Shape(rows, columns);
        if (array.getDataType() != DataType.FLOAT32 || !array.getShape().equals(shape)) {
            throw new IllegalArgumentException(
                    "expected float32 " + shape + ", not " + array.getDataType() + " " + array.getShape());
        }
    }
}
