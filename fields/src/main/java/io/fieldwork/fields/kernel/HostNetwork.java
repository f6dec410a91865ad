package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected network without biases, y = W_k relu(... relu(W_1 x)), in vector registers over all cores. A few
 * rows pass through all layers while they are in the cache; only x, y and their gradients touch main memory.
 *
 * <p>The rows are cut into chunks that depend on their number alone, and the chunks' weight gradients are added in
 * order: results do not depend on the number of threads.
 */
final class HostNetwork implements FusedOperation {
    private static final int CHUNK_ROWS = 1024;
    private static final int MOST_CHUNKS = 256;

    private final int[] widths;

    /**
     * A network's shape.
     *
     * @param widths in, hidden..., out; two or more, each positive
     */
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
        long n = inputs[0].getShape().get(0);
        NDArray output = inputs[0].getManager().create(new Shape(n, widths[widths.length - 1]), DataType.FLOAT32);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment y = Storage.of(output);
        HostNetworkWeights weights = weights(inputs);
        run(n, weights, (tile, chunk) -> eachTile(n, chunk, (first, rows) -> tile.forward(x, y, first, rows)));
        return new NDArray[] {output};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        check(inputs);
        if (outputGradients[0] == null) {
            return;
        }
        long n = inputs[0].getShape().get(0);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment dy = Storage.of(outputGradients[0]);
        MemorySegment dx = inputGradients[0] == null ? null : Storage.of(inputGradients[0]);
        HostNetworkWeights weights = weights(inputs);
        float[][][] partial = new float[chunks(n)][][];
        run(n, weights, (tile, chunk) -> {
            float[][] dw = weights.gradients(k -> inputGradients[k + 1] != null);
            eachTile(n, chunk, (first, rows) -> tile.adjoint(x, dy, dx, dw, first, rows));
            partial[chunk] = dw;
        });
        for (int k = 0; k < widths.length - 1; k++) {
            NDArray gradient = inputGradients[k + 1];
            if (gradient != null && partial.length > 0) {
                weights.add(k, sum(partial, k), Storage.of(gradient));
            }
        }
    }

    /** Runs all chunks, each with a tile that no other thread uses meanwhile. */
    private static void run(long n, HostNetworkWeights weights, ObjIntConsumer<HostNetworkTile> body) {
        var idle = new ConcurrentLinkedQueue<HostNetworkTile>();
        Parallel.run(chunks(n), chunk -> {
            HostNetworkTile tile = idle.poll();
            if (tile == null) {
                tile = new HostNetworkTile(weights);
            }
            body.accept(tile, chunk);
            idle.add(tile);
        });
    }

    private static void eachTile(long n, int chunk, RowsConsumer body) {
        long begin = (long) chunk * chunkRows(n);
        long end = Math.min(n, begin + chunkRows(n));
        for (long first = begin; first < end; first += HostNetworkTile.ROWS) {
            body.accept(first, (int) Math.min(HostNetworkTile.ROWS, end - first));
        }
    }

    @FunctionalInterface
    private interface RowsConsumer {
        void accept(long first, int rows);
    }

    private static float[] sum(float[][][] partial, int k) {
        float[] total = partial[0][k];
        for (int chunk = 1; chunk < partial.length; chunk++) {
            float[] next = partial[chunk][k];
            for (int i = 0; i < total.length; i++) {
                total[i] += next[i];
            }
        }
        return total;
    }

    private HostNetworkWeights weights(NDArray[] inputs) {
        MemorySegment[] matrices = new MemorySegment[widths.length - 1];
        for (int k = 0; k < matrices.length; k++) {
            matrices[k] = Storage.of(inputs[k + 1]);
        }
        return new HostNetworkWeights(widths, matrices);
    }

    private static int chunkRows(long n) {
        long rows = Math.max(CHUNK_ROWS, Math.ceilDiv(n, MOST_CHUNKS));
        return Math.toIntExact(Math.ceilDiv(rows, HostNetworkTile.ROWS) * HostNetworkTile.ROWS);
    }

    private static int chunks(long n) {
        return Math.toIntExact(Math.ceilDiv(n, chunkRows(n)));
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
