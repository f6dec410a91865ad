package io.fieldwork.pde.stagger;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.Parameter;
import java.util.List;
import java.util.Map;

/** Networks of sub-fields, of which each sees its own alone: one for each, or one for all. */
public interface SubSolvers extends AutoCloseable {
    /**
     * {@return what neighbouring sub-solvers make of their sub-fields, [samples, n, channels out, coarse cells]}
     *
     * @param pieces [samples, n, channels in, coarse cells], which may be some of all: a single one is the coarse solver
     * @param first which sub-solver the first of them belongs to
     * @param training whether statistics of the batch are used, and remembered
     */
    NDArray apply(NDArray pieces, int first, boolean training);

    /** {@return the trainable parameters in a fixed order} */
    List<Parameter> parameters();

    /** {@return what else a checkpoint must keep, such as means that were remembered} */
    default Map<String, NDArray> state() {
        return Map.of();
    }

    @Override
    void close();
}
