package io.fieldwork.fields.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gradient tape: reverse-mode differentiation across fused operations.
 *
 * <p>The engine's graph is cut at each fused operation: its outputs enter the graph as leaves. After the loss's
 * backward pass the tape walks the operations in reverse order of recording, which is a valid topological order, so the
 * gradient of an operation's outputs is complete when its adjoint runs; where an input has a history of its own, a
 * vector-Jacobian backward continues from there.
 *
 * <p>One tape records at a time, on one thread. Gradients accumulate in the leaves; the optimiser that updates a
 * parameter sets its gradient to zero.
 */
public final class Tape implements AutoCloseable {
    private static final ThreadLocal<@Nullable Tape> OPEN = new ThreadLocal<>();

    private final boolean recording;
    private final boolean gradientsBefore;
    private final @Nullable Tape openBefore;
    private final List<ByteBuffer> lasting = new ArrayList<>();
    private final List<Record> records = new ArrayList<>();

    private record Record(
            FusedOperation operation, NDArray[] inputs, NDArray[] outputs, boolean[] needed, boolean[] leaf) {}

    private Tape(boolean recording) {
        this.recording = recording;
        this.gradientsBefore = JniUtils.isGradMode();
        this.openBefore = OPEN.get();
        OPEN.set(this);
        JniUtils.setGradMode(recording);
    }

    /** {@return an open tape that records; gradients are on until it is closed} */
    public static Tape open() {
        return new Tape(true);
    }

    /** {@return an open tape that records nothing, for evaluation; gradients are off until it is closed} */
    public static Tape forwardOnly() {
        return new Tape(false);
    }

    /** Keeps memory that the engine's graph may read until the tape is closed that is open on this thread; gives it back. */
    static ByteBuffer lasting(ByteBuffer memory) {
        Tape open = OPEN.get();
        if (open != null && open.recording) {
            open.lasting.add(memory);
        }
        return memory;
    }

    /** {@return whether results get a history} */
    public boolean isRecording() {
        return recording;
    }

    /** Applies a fused operation and remembers it if a gradient may be asked of it. */
    NDArray[] record(FusedOperation operation, NDArray... inputs) {
        return adopt(operation, operation.forward(inputs), inputs);
    }

    /**
     * Remembers a fused operation whose outputs are known from before, without a history, so that it need not be
     * computed again; they become leaves.
     */
    NDArray[] adopt(FusedOperation operation, NDArray[] outputs, NDArray... inputs) {
        boolean[] needed = new boolean[inputs.length];
        boolean[] leaf = new boolean[inputs.length];
        boolean any = false;
        int differentiable = operation.differentiable(inputs.length);
        for (int i = 0; recording && i < differentiable; i++) {
            leaf[i] = JniUtils.requiresGrad((PtNDArray) inputs[i]);
            needed[i] = leaf[i] || hasHistory(inputs[i]);
            any |= needed[i];
        }
        if (any) {
            for (NDArray output : outputs) {
                if (output.getDataType().isFloating()) {
                    output.setRequiresGradient(true);
                }
            }
            records.add(new Record(operation, inputs.clone(), outputs, needed, leaf));
        }
        return outputs;
    }

    /** Adds the gradient of a scalar, computed while this tape was open, to every leaf it depends on. */
    public void backward(NDArray loss) {
        NDArray one = loss.getManager().ones(loss.getShape(), loss.getDataType());
        backward(loss, one);
    }

    /** Adds the gradient of the inner product of an array and a weight of the same shape (dL/d output). */
    public void backward(NDArray output, NDArray weight) {
        JniUtils.backward((PtNDArray) output, (PtNDArray) weight, !records.isEmpty(), false);
        for (Record record : records.reversed()) {
            replay(record);
        }
        records.clear();
    }

    private static void replay(Record record) {
        NDArray[] outputGradients = new NDArray[record.outputs.length];
        boolean reached = false;
        for (int k = 0; k < outputGradients.length; k++) {
            outputGradients[k] = contiguous(existingGradient(record.outputs[k]));
            reached |= outputGradients[k] != null;
        }
        if (!reached) {
            return;
        }
        NDArray[] inputGradients = new NDArray[record.inputs.length];
        for (int i = 0; i < inputGradients.length; i++) {
            if (record.needed[i]) {
                inputGradients[i] = record.leaf[i] ? gradient(record.inputs[i]) : zeros(record.inputs[i]);
            }
        }
        record.operation.adjoint(record.inputs, record.outputs, outputGradients, inputGradients);
        for (int i = 0; i < inputGradients.length; i++) {
            if (record.needed[i] && !record.leaf[i]) {
                JniUtils.backward((PtNDArray) record.inputs[i], (PtNDArray) inputGradients[i], true, false);
            }
        }
    }

    /**
     * {@return the gradient buffer itself of a leaf that requires a gradient, made of zeros where there is none yet}
     */
    public static NDArray gradient(NDArray leaf) {
        NDArray existing = existingGradient(leaf);
        if (existing == null) {
            JniUtils.backward((PtNDArray) leaf, (PtNDArray) zeros(leaf), false, false);
            existing = existingGradient(leaf);
        }
        return existing;
    }

    private static @Nullable NDArray existingGradient(NDArray leaf) {
        return GradientQuery.hasNone(leaf) || !JniUtils.requiresGrad((PtNDArray) leaf)
                ? null
                : JniUtils.getGradient((PtNDArray) leaf);
    }

    private static @Nullable NDArray contiguous(@Nullable NDArray array) {
        return array == null || Storage.isContiguous(array)
                ? array
                : Graph.SCRIPT.call("contiguous", array)[0];
    }

    private static NDArray zeros(NDArray like) {
        NDManager manager = like.getManager();
        return manager.zeros(like.getShape(), like.getDataType());
    }

    private static boolean hasHistory(NDArray array) {
        return array.getDataType().isFloating() && Graph.SCRIPT.call("tracked", array)[0].getBoolean();
    }

    /** Queries of the engine's graph that its Java interface does not offer. */
    private static final class Graph {
        static final Script SCRIPT = Script.compile(NDManager.newBaseManager(Device.cpu()), """
                def tracked(self, x: Tensor) -> Tensor:
                  return torch.tensor(x.requires_grad)

                def contiguous(self, x: Tensor) -> Tensor:
                  return torch.contiguous(x)
                """);
    }

    @Override
    public void close() {
        JniUtils.setGradMode(gradientsBefore);
        OPEN.set(openBefore);
        lasting.clear();
    }
}
