package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Tape;

/** A medium whose density and colour are learned. */
public interface RadianceField extends Medium, Field {
    /** {@return the density alone [n, 1] at world coordinates [n, 3]} */
    @Override
    default NDArray evaluate(Tape tape, NDArray x) {
        return geometry(tape, x).density().reshape(-1, 1);
    }
}
