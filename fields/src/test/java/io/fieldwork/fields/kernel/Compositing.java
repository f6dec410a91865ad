package io.fieldwork.fields.kernel;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Operation;

/** Colour, opacity and depth, as volume rendering uses them. */
final class Compositing {
    private Compositing() {}

    /** (sigma [s], colour [s, 3], delta [s], t [s], offsets) to (colour [rays, 3], opacity [rays], depth [rays]). */
    static Operation of(Kernels kernels) {
        Operation composite = kernels.composite();
        Operation accumulate = kernels.accumulate();
        return (tape, in) -> {
            NDArray[] seen = composite.apply(tape, in[0], in[1], in[2], in[4]);
            NDArray depth = accumulate.apply(tape, seen[0], in[3].reshape(-1, 1), in[4])[0];
            return new NDArray[] {seen[2], seen[1], depth.reshape(-1)};
        };
    }
}
