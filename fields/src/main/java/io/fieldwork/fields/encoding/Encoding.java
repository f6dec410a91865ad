package io.fieldwork.fields.encoding;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import io.fieldwork.fields.tensor.Tape;
import java.util.List;

/** Coordinates to features. Composites are ordinary members. */
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
     * Number of features.
     *
     * @return width of the result
     */
    int width();

    /**
     * What training changes.
     *
     * @return parameters, none for a fixed encoding
     */
    List<Parameter> parameters();

    @Override
    void close();
}
