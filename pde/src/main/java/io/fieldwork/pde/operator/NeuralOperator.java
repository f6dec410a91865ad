package io.fieldwork.pde.operator;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;

/** A learned map from functions to functions, both given by their values on one regular grid. */
public interface NeuralOperator extends AutoCloseable {
    /**
     * {@return the result [samples, channels out, height, width], owned by the manager of the argument} Differentiable
     * in the parameters while gradients are on.
     *
     * @param functions [samples, channels in, height, width]; any grid that the architecture allows, not only the one
     * it was made for
     * @throws io.fieldwork.fields.tensor.UserError if the grid is too small, or the parameters belong to another grid
     */
    NDArray apply(NDArray functions);

    /** {@return the trainable parameters in a fixed order} */
    List<Parameter> parameters();

    @Override
    void close();
}
