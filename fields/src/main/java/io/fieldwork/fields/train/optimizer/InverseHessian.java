package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * What a quasi-Newton method knows of the curvature: a positive definite H with H y = s for the last pair of changes of the
 * point, s, and of the gradient, y. A new one is the identity.
 */
public interface InverseHessian extends AutoCloseable {
    /**
     * The direction of search.
     *
     * @param gradient g, [n]
     * @return -H g, [n]
     */
    double[] direction(double[] gradient);

    /**
     * Learns from a step. Its curvature y^T s is positive, and it was taken along {@link #direction}.
     *
     * @param step the pair and the gradients
     */
    void update(Step step);

    /** Back to the identity. */
    void reset();

    /**
     * Whether nothing has been learnt since the last {@link #reset}.
     *
     * @return true for the identity
     */
    boolean fresh();

    /** The objective is another one from now on: what was learnt is kept if it is still sound, else forgotten. */
    default void check() {}

    /**
     * What was learnt.
     *
     * @return names to tensors for the checkpoint; none if {@link #fresh}
     */
    Map<String, NDArray> state();

    /**
     * Takes back what {@link #state} gave.
     *
     * @param state the same names
     */
    void restore(Map<String, NDArray> state);

    @Override
    void close();

    /**
     * One step of a line search.
     *
     * @param length a: the step is a times the direction
     * @param s change of the point, [n]
     * @param y change of the gradient, [n]
     * @param before gradient before the step, [n]
     * @param after gradient after the step, [n]
     */
    record Step(double length, double[] s, double[] y, double[] before, double[] after) {
        /**
         * The curvature along the step.
         *
         * @return y^T s
         */
        public double curvature() {
            return Vectors.dot(y, s);
        }
    }
}
