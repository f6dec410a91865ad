package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** An input encoding: a map from coordinates to features. */
public interface Encoding extends AutoCloseable {
    /**
     * Encodes points.
     *
     * @param tape of this step
     * @param x coordinates [n, d], in the range the encoding documents
     * @return features [n, {@link #width}]
     */
    NDArray encode(Tape tape, NDArray x);

    /**
     * Encodes points whose features are known already; saves the computation to an encoding that can.
     *
     * @param tape of this step
     * @param x coordinates [n, d], in the range the encoding documents
     * @param known what {@link #encode(Tape, NDArray)} gave for them and the present parameters, without a history
     * @return the features, with a history
     */
    default NDArray encode(Tape tape, NDArray x, NDArray known) {
        return encode(tape, x);
    }

    /** {@return the number of features, which is the width of the result} */
    int width();

    /** {@return the trainable parameters; none for a fixed encoding} */
    List<Parameter> parameters();

    @Override
    void close();
}
