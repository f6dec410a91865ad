package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A softplus network over all cores, alone or with the gradient of its first value in the input. A tile of points passes forward and
 * back through all layers while it is in the cache.
 *
 * <p>Adjoint: of y and the gradient g along v = dL/dg, g . v is the derivative of y_0 along v. Carried forward, that takes one more product a
 * layer; its own adjoints are what the gradient's pass back had, so that they are kept and not computed again. A step forward, back and of
 * the adjoint takes 6 products of a layer's size a point (2 + 4), where jets of the three coordinates would take 12. With the hidden layers
 * (h, s, r: 12 bytes a unit) kept, no exponential is computed twice. Parameters' gradients are summed by chunks that depend on the number of
 * points alone, in order.
 */
final class HostSoftplus implements FusedOperation {
    private static final int LEAST_POINTS = 256;
    private static final int MOST_CHUNKS = 64;

    private final SoftplusNetwork network;
    private final boolean slopes;

    /** A network without a skip; {@code slopes} says whether it also gives the gradient. */
    HostSoftplus(SoftplusNetwork network, boolean slopes) {
        if (network.skip() > 0) {
            throw new IllegalArgumentException("the input of a host network does not join again");
        }
        this.network = network;
        this.slopes = slopes;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        return forward(JetArithmetic.of(inputs[0].getDataType()), inputs);
    }

    private <A> NDArray[] forward(JetArithmetic<A> arithmetic, NDArray[] inputs) {
        NDManager manager = inputs[0].getManager();
        HostDenseWeights<A> weights = weights(arithmetic, inputs);
        HostChunks chunks = chunks(inputs);
        List<NDArray> outputs = new ArrayList<>();
        outputs.add(manager.create(new Shape(chunks.length(), weights.width(network.layers())), arithmetic.type()));
        if (slopes) {
            outputs.add(manager.create(inputs[0].getShape(), arithmetic.type()));
        }
        if (JniUtils.isGradMode()) {
            long tiles = Math.ceilDiv(chunks.length(), HostSoftplusTile.POINTS);
            outputs.add(manager.create(new Shape(tiles, HostSoftplusTile.kept(weights, slopes)), arithmetic.type()));
        }
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment y = Storage.of(outputs.getFirst());
        MemorySegment slope = slopes ? Storage.of(outputs.get(1)) : null;
        MemorySegment kept = JniUtils.isGradMode() ? Storage.of(outputs.getLast()) : null;
        chunks.run(
                () -> new HostSoftplusTile<>(arithmetic, network.sharpness(), weights, slopes),
                (tile, number) -> chunks.pieces(
                        number,
                        HostSoftplusTile.POINTS,
                        (first, count) -> tile.forward(x, y, slope, kept, first, count)));
        return outputs.toArray(new NDArray[0]);
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (inputs[0].getShape().get(0) > 0) {
            adjoint(JetArithmetic.of(inputs[0].getDataType()), inputs, outputs, outputGradients, inputGradients);
        }
    }

    private <A> void adjoint(
            JetArithmetic<A> arithmetic,
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        HostDenseWeights<A> weights = weights(arithmetic, inputs);
        HostChunks chunks = chunks(inputs);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment kept = Storage.of(outputs[outputs.length - 1]);
        @Nullable MemorySegment[] dOut = Storage.ofAll(outputGradients);
        MemorySegment dx = inputGradients[0] == null ? null : Storage.of(inputGradients[0]);
        List<List<A>> sums = new ArrayList<>(Collections.nCopies(chunks.count(), List.of()));
        chunks.run(() -> new HostSoftplusTile<>(arithmetic, network.sharpness(), weights, slopes), (tile, number) -> {
            List<A> sum = weights.gradients();
            chunks.pieces(
                    number,
                    HostSoftplusTile.POINTS,
                    (first, count) -> tile.adjoint(x, kept, dOut[0], slopes ? dOut[1] : null, dx, sum, first, count));
            sums.set(number, sum);
        });
        for (int k = 0; k < network.layers(); k++) {
            if (inputGradients[2 * k + 1] != null) {
                weights.addMatrix(k, sums, Storage.of(inputGradients[2 * k + 1]));
            }
            if (inputGradients[2 * k + 2] != null) {
                weights.addBias(k, sums, Storage.of(inputGradients[2 * k + 2]));
            }
        }
    }

    private <A> HostDenseWeights<A> weights(JetArithmetic<A> arithmetic, NDArray[] inputs) {
        if (inputs.length != 2 * network.layers() + 1) {
            throw new IllegalArgumentException("a network of " + network.layers() + " layers takes "
                    + (2 * network.layers() + 1) + " arrays, not " + inputs.length);
        }
        Shape x = inputs[0].getShape();
        NDArray[] one = inputs.clone();
        one[0] = inputs[0].reshape(1, x.get(0), x.get(1));
        return new HostDenseWeights<>(arithmetic, one);
    }

    private static HostChunks chunks(NDArray[] inputs) {
        return HostChunks.of(inputs[0].getShape().get(0), LEAST_POINTS, MOST_CHUNKS, HostSoftplusTile.POINTS);
    }
}
