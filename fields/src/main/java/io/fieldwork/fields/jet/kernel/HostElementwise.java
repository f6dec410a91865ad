package io.fieldwork.fields.jet.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.jet.JetRules;
import io.fieldwork.fields.jet.Slots;
import io.fieldwork.fields.jet.vector.JetArithmetic;
import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.FusedOperation;
import io.fieldwork.fields.tensor.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An elementwise operation on the host: one pass over the operands in segments that fit the nearest cache. Jets are
 * [slots, n, w]; behind them there may be one [w] that all points share.
 */
abstract sealed class HostElementwise implements FusedOperation permits HostActivation, HostGate, HostProduct {
    /** Elements of a slot at a time. */
    static final int SEGMENT = HostNonlinearity.SEGMENT;

    private static final int LEAST = 16 * SEGMENT;
    private static final int MOST_CHUNKS = 64;

    /** The rules of the slot set. */
    final JetRules rules;

    private final int jets;
    private final int shared;

    /** An operation of some jets and behind them 0 or 1 operand that all points share. */
    HostElementwise(Slots slots, int jets, int shared) {
        this.rules = JetRules.of(slots);
        this.jets = jets;
        this.shared = shared;
    }

    /** Working memory and code for one thread. */
    abstract <A> Worker<A> worker(JetArithmetic<A> arithmetic);

    /** Computes on one segment; jets have their slots at the distance {@link #SEGMENT}. */
    interface Worker<A> {
        /** Writes the result, which is zero before, from the operands. */
        void forward(List<A> operands, A result, int length);

        /** Adds to the gradients of the operands, which are zero before; that of the result may be used up. */
        void adjoint(List<A> operands, A gradient, List<A> gradients, int length);
    }

    @Override
    public NDArray[] forward(NDArray... inputs) {
        check(inputs);
        NDArray result = inputs[0].getManager().create(inputs[0].getShape(), inputs[0].getDataType());
        new Call<>(JetArithmetic.of(inputs[0].getDataType()), inputs).forward(Storage.of(result));
        return new NDArray[] {result};
    }

    @Override
    public void adjoint(
            NDArray[] inputs,
            NDArray[] outputs,
            @Nullable NDArray[] outputGradients,
            @Nullable NDArray[] inputGradients) {
        if (outputGradients[0] != null) {
            new Call<>(JetArithmetic.of(inputs[0].getDataType()), inputs)
                    .adjoint(Storage.of(outputGradients[0]), inputGradients);
        }
    }

    private void check(NDArray[] inputs) {
        Shape jet = inputs[0].getShape();
        boolean right = inputs.length == jets + shared
                && jet.dimension() == 3
                && jet.get(0) == rules.slots().size();
        for (int i = 1; right && i < inputs.length; i++) {
            Shape expected = i < jets ? jet : new Shape(jet.get(2));
            right = inputs[i].getShape().equals(expected) && inputs[i].getDataType() == inputs[0].getDataType();
        }
        if (!right) {
            throw new IllegalArgumentException(
                    "expected " + jets + " jets of " + rules.slots().size() + " slots and "
                            + shared + " arrays of their width, all of one type, not "
                            + Arrays.stream(inputs)
                                    .map(a -> a.getDataType() + " " + a.getShape())
                                    .toList());
        }
    }

    /** The working memory of one thread. */
    private record Workspace<A>(Worker<A> worker, List<A> operands, A result, List<A> gradients) {}

    /**
     * One call. What all points share is repeated up to a segment beyond its width, so that any segment finds its part.
     */
    private final class Call<A> {
        private final JetArithmetic<A> arithmetic;
        private final MemorySegment[] operands;
        private final int width;
        private final HostChunks chunks;
        private final A repeated;

        Call(JetArithmetic<A> arithmetic, NDArray[] inputs) {
            this.arithmetic = arithmetic;
            this.operands = Arrays.stream(inputs).map(Storage::of).toArray(MemorySegment[]::new);
            this.width = Math.toIntExact(inputs[0].getShape().get(2));
            this.chunks = HostChunks.of(inputs[0].getShape().get(1) * width, LEAST, MOST_CHUNKS, SEGMENT);
            this.repeated = arithmetic.zeros(width + SEGMENT);
            for (int at = 0; shared > 0 && width > 0 && at < width + SEGMENT; at += width) {
                arithmetic.load(operands[jets], 0, repeated, at, Math.min(width, width + SEGMENT - at));
            }
        }

        void forward(MemorySegment result) {
            chunks.run(
                    this::workspace,
                    (workspace, number) -> chunks.pieces(number, SEGMENT, (first, length) -> {
                        load(workspace, first, length);
                        clear(workspace.result);
                        workspace.worker.forward(workspace.operands, workspace.result, length);
                        for (int slot = 0; slot < rules.slots().size(); slot++) {
                            arithmetic.store(
                                    workspace.result, slot * SEGMENT, result, slot * chunks.length() + first, length);
                        }
                    }));
        }

        void adjoint(MemorySegment gradient, @Nullable NDArray[] inputGradients) {
            MemorySegment[] targets = Arrays.stream(inputGradients)
                    .map(target -> target == null ? null : Storage.of(target))
                    .toArray(MemorySegment[]::new);
            List<A> sums = zeros(chunks.count(), shared > 0 ? width + SEGMENT : 0);
            chunks.run(
                    this::workspace,
                    (workspace, number) -> chunks.pieces(number, SEGMENT, (first, length) -> {
                        load(workspace, first, length);
                        clear(workspace.result);
                        copy(gradient, workspace.result, first, length);
                        workspace.gradients.forEach(this::clear);
                        workspace.worker.adjoint(workspace.operands, workspace.result, workspace.gradients, length);
                        if (shared > 0) {
                            A more = workspace.gradients.get(jets);
                            arithmetic.add(1, more, 0, sums.get(number), (int) (first % width), length);
                        }
                        add(workspace.gradients, targets, first, length);
                    }));
            if (shared > 0 && targets[jets] != null) {
                sums.forEach(sum -> fold(sum, targets[jets]));
            }
        }

        private Workspace<A> workspace() {
            int size = rules.slots().size() * SEGMENT;
            List<A> loaded = zeros(operands.length, size);
            List<A> gradients = zeros(operands.length, size);
            return new Workspace<>(worker(arithmetic), loaded, arithmetic.zeros(size), gradients);
        }

        private List<A> zeros(int count, int size) {
            return Stream.generate(() -> arithmetic.zeros(size)).limit(count).toList();
        }

        private void load(Workspace<A> workspace, long first, int length) {
            for (int i = 0; i < jets; i++) {
                copy(operands[i], workspace.operands.get(i), first, length);
            }
            if (shared > 0) {
                arithmetic.copy(repeated, (int) (first % width), workspace.operands.get(jets), 0, length);
            }
        }

        private void copy(MemorySegment jet, A to, long first, int length) {
            for (int slot = 0; slot < rules.slots().size(); slot++) {
                arithmetic.load(jet, slot * chunks.length() + first, to, slot * SEGMENT, length);
            }
        }

        private void add(List<A> gradients, @Nullable MemorySegment[] targets, long first, int length) {
            for (int i = 0; i < jets; i++) {
                for (int slot = 0; targets[i] != null && slot < rules.slots().size(); slot++) {
                    long to = slot * chunks.length() + first;
                    arithmetic.addTo(gradients.get(i), slot * SEGMENT, targets[i], to, length);
                }
            }
        }

        private void fold(A sum, MemorySegment target) {
            for (int at = 0; at < width + SEGMENT; at += width) {
                arithmetic.addTo(sum, at, target, 0, Math.min(width, width + SEGMENT - at));
            }
        }

        private void clear(A array) {
            arithmetic.clear(array, 0, rules.slots().size() * SEGMENT);
        }
    }
}
