package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected network on jets over all cores. A tile of points passes through all layers while it is in the cache; its
 * linear layers are matrix products in vector registers over the stacked slots.
 *
 * <p>While gradients are on, a wide network also returns its hidden layers before the nonlinearity, for the adjoint; a narrow
 * one computes them again, which takes less time than memory does. The gradients of the parameters are summed by chunks that
 * depend on the number of points alone, in order: results do not depend on the number of threads.
 */
final class HostDense implements FusedOperation {
    /** Widest hidden layer that is computed again. */
    private static final int NARROW = 64;

    private static final int LEAST_POINTS = 256;
    private static final int MOST_CHUNKS = 64;

    private final Activation function;
    private final JetRules rules;
    private final int layers;

    HostDense(Activation function, Slots slots, int layers) {
        if (layers < 1) {
            throw new IllegalArgumentException("a network has at least one layer, not " + layers);
        }
        this.function = function;
        this.rules = JetRules.of(slots);
        this.layers = layers;
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        check(inputs);
        return forward(JetArithmetic.of(inputs[0].getDataType()), inputs);
    }

    private <A> NDArray[] forward(JetArithmetic<A> arithmetic, NDArray[] inputs) {
        NDManager manager = inputs[0].getManager();
        HostDenseWeights<A> weights = new HostDenseWeights<>(arithmetic, inputs);
        HostChunks chunks = chunks(inputs);
        NDArray out = manager.create(
                new Shape(rules.slots().size(), chunks.length(), weights.width(layers)), arithmetic.type());
        List<NDArray> outputs = new ArrayList<>(List.of(out));
        if (saving(weights) && JniUtils.isGradMode()) {
            long tiles = Math.ceilDiv(chunks.length(), points());
            long size = HostDenseTile.saved(rules.slots().size(), weights);
            outputs.add(manager.create(new Shape(tiles, size), arithmetic.type()));
        }
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment y = Storage.of(out);
        MemorySegment saved = outputs.size() > 1 ? Storage.of(outputs.get(1)) : null;
        chunks.run(
                () -> new HostDenseTile<>(arithmetic, function, rules, weights, saving(weights)),
                (tile, number) -> chunks.pieces(
                        number, points(), (first, count) -> tile.forward(x, y, saved, chunks.length(), first, count)));
        return outputs.toArray(new NDArray[0]);
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] != null && inputs[0].getShape().get(1) > 0) {
            adjoint(JetArithmetic.of(inputs[0].getDataType()), inputs, outputs, outputGradients[0], inputGradients);
        }
    }

    private <A> void adjoint(
            JetArithmetic<A> arithmetic,
            NDArray[] inputs,
            NDArray[] outputs,
            NDArray outputGradient,
            @Nullable NDArray[] inputGradients) {
        HostDenseWeights<A> weights = new HostDenseWeights<>(arithmetic, inputs);
        HostChunks chunks = chunks(inputs);
        MemorySegment x = Storage.of(inputs[0]);
        MemorySegment dy = Storage.of(outputGradient);
        MemorySegment saved = outputs.length > 1 ? Storage.of(outputs[1]) : null;
        List<List<A>> sums = new ArrayList<>(Collections.nCopies(chunks.count(), List.of()));
        chunks.run(() -> new HostDenseTile<>(arithmetic, function, rules, weights, saved != null), (tile, number) -> {
            List<A> sum = weights.gradients();
            chunks.pieces(
                    number, points(), (first, count) -> tile.adjoint(x, saved, dy, sum, chunks.length(), first, count));
            sums.set(number, sum);
        });
        for (int k = 0; k < layers; k++) {
            if (inputGradients[2 * k + 1] != null) {
                weights.addMatrix(k, sums, Storage.of(inputGradients[2 * k + 1]));
            }
            if (inputGradients[2 * k + 2] != null) {
                weights.addBias(k, sums, Storage.of(inputGradients[2 * k + 2]));
            }
        }
    }

    private boolean saving(HostDenseWeights<?> weights) {
        for (int k = 1; k < layers; k++) {
            if (weights.width(k) > NARROW) {
                return true;
            }
        }
        return false;
    }

    private int points() {
        return HostDenseTile.points(rules.slots().size());
    }

    private HostChunks chunks(NDArray[] inputs) {
        return HostChunks.of(inputs[0].getShape().get(1), LEAST_POINTS, MOST_CHUNKS, points());
    }

    private void check(NDArray[] inputs) {
        if (inputs.length != 2 * layers + 1) {
            throw new IllegalArgumentException(
                    "a network of " + layers + " layers takes " + (2 * layers + 1) + " arrays, not " + inputs.length);
        }
        Shape jet = inputs[0].getShape();
        if (jet.dimension() != 3 || jet.get(0) != rules.slots().size()) {
            throw new IllegalArgumentException(
                    "expected a jet of " + rules.slots().size() + " slots, not an array of shape " + jet);
        }
        long width = jet.get(2);
        for (int k = 1; k < inputs.length; k += 2) {
            long next = inputs[k + 1].size();
            expect(inputs[k], inputs[0], width, next);
            expect(inputs[k + 1], inputs[0], next);
            width = next;
        }
    }

    private static void expect(NDArray array, NDArray like, long... shape) {
        if (array.getDataType() != like.getDataType()
                || !Arrays.equals(array.getShape().getShape(), shape)) {
            throw new IllegalArgumentException("expected " + like.getDataType() + " " + new Shape(shape) + ", not "
                    + array.getDataType() + " " + array.getShape());
        }
    }
}
