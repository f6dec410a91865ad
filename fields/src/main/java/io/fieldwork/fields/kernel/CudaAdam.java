package io.fieldwork.fields.kernel;

import static ai.djl.ndarray.types.DataType.FLOAT32;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Adam and RMSprop on the device in one pass, four entries a thread.
 *
 * <p>A dense entry costs 32 bytes. A sparse entry costs 40, one of RMSprop 24; four neighbours with zero gradients cost 4 bytes
 * each. About 20 operations an updated entry.
 */
final class CudaAdam {
    private static final int ENTRIES_PER_THREAD = 4;
    private static final int VECTOR = 16;

    private final CudaRuntime runtime;
    private final CudaProgram program;

    CudaAdam(CudaRuntime runtime) {
        this.runtime = runtime;
        this.program = runtime.program("adam.cu", Map.of());
    }

    void dense(NDArray value, NDArray gradient, NDArray first, NDArray second, AdamStep step) {
        List<NDArray> arrays = alike(value, gradient, first, second);
        double corrected = step.rate()
                * Math.sqrt(1 - Math.pow(step.beta2(), step.count()))
                / (1 - Math.pow(step.beta1(), step.count()));
        program.launch(
                "adam_dense",
                grid(value),
                runtime.arguments(FLOAT32, value.size(), aligned(arrays), arrays, (float) corrected, constants(step)));
    }

    void sparse(NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        List<NDArray> arrays = alike(value, gradient, first, second);
        assert counts.getShape().equals(value.getShape());
        long counted = runtime.integers(counts);
        int aligned = aligned(arrays) & aligned(counted);
        float rate = (float) step.rate();
        List<Float> logarithms = List.of((float) Math.log(step.beta1()), (float) Math.log(step.beta2()));
        program.launch(
                "adam_sparse",
                grid(value),
                runtime.arguments(FLOAT32, value.size(), aligned, arrays, counted, rate, constants(step), logarithms));
    }

    void rmsProp(NDArray value, NDArray gradient, NDArray second, RmsPropStep step) {
        List<NDArray> arrays = alike(value, gradient, second);
        List<Float> constants = List.of(
                (float) step.rate(), (float) step.beta(), (float) (1 - step.beta()), (float) step.epsilon(), (float)
                        step.weightDecay());
        program.launch(
                "rms_prop", grid(value), runtime.arguments(FLOAT32, value.size(), aligned(arrays), arrays, constants));
    }

    private static List<NDArray> alike(NDArray... arrays) {
        assert Stream.of(arrays).allMatch(array -> array.getShape().equals(arrays[0].getShape()));
        return List.of(arrays);
    }

    private static List<Float> constants(AdamStep step) {
        return List.of(
                (float) step.beta1(),
                (float) step.beta2(),
                (float) (1 - step.beta1()),
                (float) (1 - step.beta2()),
                (float) step.epsilon(),
                (float) step.weightDecay());
    }

    private static CudaProgram.Grid grid(NDArray value) {
        return CudaRuntime.each((value.size() + ENTRIES_PER_THREAD - 1) / ENTRIES_PER_THREAD);
    }

    /** 1 if vector loads reach all of the arrays, else 0. */
    private int aligned(List<NDArray> arrays) {
        return arrays.stream().allMatch(array -> aligned(runtime.floats(array)) == 1) ? 1 : 0;
    }

    private static int aligned(long address) {
        return address % VECTOR == 0 ? 1 : 0;
    }
}
