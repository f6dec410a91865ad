package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.cuda.CudaProgram;
import java.util.Map;
import java.util.stream.LongStream;

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

    void update(NDArray value, NDArray gradient, NDArray first, NDArray second, NDArray counts, AdamStep step) {
        assert gradient.getShape().equals(value.getShape())
                && first.getShape().equals(value.getShape())
                && second.getShape().equals(value.getShape())
                && (!step.sparse() || counts.getShape().equals(value.getShape()));
        long entries = value.getShape().size();
        long[] arrays = {
            runtime.floats(value),
            runtime.floats(gradient),
            runtime.floats(first),
            runtime.floats(second),
            step.sparse() ? runtime.integers(counts) : 0L
        };
        CudaProgram.Grid grid = CudaRuntime.each((entries + ENTRIES_PER_THREAD - 1) / ENTRIES_PER_THREAD);
        int aligned = LongStream.of(arrays).allMatch(address -> address % VECTOR == 0) ? 1 : 0;
        if (step.sparse()) {
            sparse(grid, entries, aligned, arrays, step);
        } else {
            dense(grid, entries, aligned, arrays, step);
        }
    }

    private void sparse(CudaProgram.Grid grid, long entries, int aligned, long[] arrays, AdamStep step) {
        program.launch(
                "adam_sparse",
                grid,
                entries,
                aligned,
                arrays[0],
                arrays[1],
                arrays[2],
                arrays[3],
                arrays[4],
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

    private void dense(CudaProgram.Grid grid, long entries, int aligned, long[] arrays, AdamStep step) {
        double corrected = step.rate()
                * Math.sqrt(1 - Math.pow(step.beta2(), step.count()))
                / (1 - Math.pow(step.beta1(), step.count()));
        program.launch(
                "adam_dense",
                grid,
                entries,
                aligned,
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
}
