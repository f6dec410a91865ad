package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A medium whose density and colour are learned. */
public interface RadianceField extends Medium, Field {
    /**
     * Density alone.
     *
     * @param tape of this step
     * @param x world coordinates [n, 3]
     * @return density [n, 1]
     */
    @Override
    default NDArray evaluate(Tape tape, NDArray x) {
        return geometry(tape, x).density().reshape(-1, 1);
    }
}
