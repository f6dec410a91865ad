package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Term;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;
import java.util.Map;

/** An input encoding: a map from coordinates to features. */
public interface Encoding extends AutoCloseable {
    /** {@return the features [n, {@link #width}] of coordinates [n, d] in the range the encoding documents} */
    NDArray encode(Tape tape, NDArray x);

    /**
     * {@return the features with a history, for points whose features are known; saves the computation to an encoding
     * that can}
     *
     * @param known what {@link #encode(Tape, NDArray)} gave for them and the present parameters, without a history
     */
    default NDArray encode(Tape tape, NDArray x, NDArray known) {
        return encode(tape, x);
    }

    /** {@return the number of features, which is the width of the result} */
    int width();

    /** {@return the trainable parameters; none for a fixed encoding} */
    List<Parameter> parameters();

    /** {@return the terms that may be kept small while it is trained, by name; see {@code RadianceField}} */
    default Map<String, Term> terms() {
        return Map.of();
    }

    @Override
    void close();
}
