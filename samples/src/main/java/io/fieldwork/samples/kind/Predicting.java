package io.fieldwork.samples.kind;

import io.fieldwork.fields.npz.NpyArray;
import java.util.SequencedMap;

/** The ability of a session to be evaluated at what a user's file holds. */
@FunctionalInterface
public interface Predicting {
    /**
     * {@return the results at the present parameters, arrays by name}
     *
     * @throws io.fieldwork.fields.tensor.UserError if the file does not hold what this kind takes
     */
    SequencedMap<String, NpyArray> predict(PredictOptions options);
}
