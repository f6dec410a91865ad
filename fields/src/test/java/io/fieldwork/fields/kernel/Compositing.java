package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Operation;

/** Weights and sums together, as volume rendering uses them. */
final class Compositing {
    private Compositing() {}

    /** (sigma [s], colour [s, 3], delta [s], t [s], offsets) to (colour [rays, 3], opacity [rays], depth [rays]). */
    static Operation of(Kernels kernels) {
        Operation weights = kernels.weights();
        Operation accumulate = kernels.accumulate();
        return (tape, in) -> {
            NDArray[] weighed = weights.apply(tape, in[0], in[2], in[4]);
            NDArray color = accumulate.apply(tape, weighed[0], in[1], in[4])[0];
            NDArray depth = accumulate.apply(tape, weighed[0], in[3].reshape(-1, 1), in[4])[0];
            return new NDArray[] {color, weighed[1], depth.reshape(-1)};
        };
    }
}
