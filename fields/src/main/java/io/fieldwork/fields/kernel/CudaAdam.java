package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Adam on the device in one pass, four entries a thread.
 *
 * <p>A dense entry costs 32 bytes. A sparse entry costs 40; four neighbours with zero gradients cost 4 bytes each. About 20
 * operations an updated entry.
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
        long[] arrays = floats(value, gradient, first, second);
        double corrected = step.rate()
                * Math.sqrt(1 - Math.pow(step.beta2(), step.count()))
                / (1 - Math.pow(step.beta1(), step.count()));
        program.launch(
                "adam_dense",
                grid(value),
                value.size(),
                aligned(arrays),
                arrays[0],
                arrays[1],
                arrays[2],
                arrays[3],
                (float) corrected,
                (float) step.beta1(),
                (float) step.beta2(),
                (float) (1 - step.beta1()),
                (float) (1 - step.beta2()),
                (float) step.epsilon(),
                (float) step.weightDecay());
    }

    void sparse(NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        assert counts.getShape().equals(value.getShape());
        long[] arrays = floats(value, gradient, first, second);
        long counted = runtime.integers(counts);
        program.launch(
                "adam_sparse",
                grid(value),
                value.size(),
                aligned(arrays) & aligned(counted),
                arrays[0],
                arrays[1],
                arrays[2],
                arrays[3],
                counted,
                (float) step.rate(),
                (float) step.beta1(),
                (float) step.beta2(),
                (float) (1 - step.beta1()),
                (float) (1 - step.beta2()),
                (float) step.epsilon(),
                (float) step.weightDecay(),
                (float) Math.log(step.beta1()),
                (float) Math.log(step.beta2()));
    }

    /** Addresses of the value and of arrays of its shape. */
    private long[] floats(NDArray value, NDArray... alike) {
        assert Stream.of(alike).allMatch(array -> array.getShape().equals(value.getShape()));
        return Stream.concat(Stream.of(value), Stream.of(alike))
                .mapToLong(runtime::floats)
                .toArray();
    }

    private static CudaProgram.Grid grid(NDArray value) {
        return CudaRuntime.each((value.size() + ENTRIES_PER_THREAD - 1) / ENTRIES_PER_THREAD);
    }

    /** 1 if vector loads reach all of the addresses, else 0. */
    private static int aligned(long... addresses) {
        return LongStream.of(addresses).allMatch(address -> address % VECTOR == 0) ? 1 : 0;
    }
}
