package io.fieldwork.samples.run;

import io.fieldwork.fields.train.Split;
import io.fieldwork.pde.data.DataSet;
import io.fieldwork.pde.supervised.OperatorEvaluation;

/** A session that maps functions to functions. */
public interface Mapped {
    /**
     * A part of its data.
     *
     * @param split which part of the data
     * @return samples, perhaps none
     */
    DataSet samples(Split split);

    /**
     * The operator as it is now, on some samples.
     *
     * @param samples of any grid that it runs on
     * @return predictions and errors
     */
    OperatorEvaluation trial(DataSet samples);
}
