package io.fieldwork.fields.field;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** A function of space whose parameters are learned. It knows nothing about rays or equations. */
public interface Field extends AutoCloseable {
    /** {@return values [n, c] at world coordinates [n, d]} */
    NDArray evaluate(Tape tape, NDArray x);

    /** {@return the trainable parameters, with unique names} */
    List<Parameter> parameters();

    @Override
    void close();
}
