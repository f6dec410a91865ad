package io.fieldwork.samples.run;

import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.supervised.OperatorEvaluation;

/** A session that maps functions to functions. */
public interface Mapped {
    /**
     * A part of its data.
     *
     * @param split {@code test}, {@code validation} or {@code train}
     * @return samples, perhaps none
     */
    DataSet samples(String split);

    /**
     * The operator as it is now, on some samples.
     *
     * @param samples of any grid that it runs on
     * @return predictions and errors
     */
    OperatorEvaluation trial(DataSet samples);
}
