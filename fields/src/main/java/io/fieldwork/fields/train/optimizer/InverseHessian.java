package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A quasi-Newton approximation of the inverse Hessian: a positive definite H with H y = s for the last curvature pair,
 * the changes s of the point and y of the gradient. A new one is the identity.
 */
public interface InverseHessian extends AutoCloseable {
    /**
     * The search direction.
     *
     * @param gradient g, [n]
     * @return -H g, [n]
     */
    double[] direction(double[] gradient);

    /**
     * Updates H with a step. Its curvature y^T s is positive, and it was taken along {@link #direction}.
     *
     * @param step the curvature pair and the gradients
     */
    void update(Step step);

    /** Resets H to the identity. */
    void reset();

    /** {@return whether H is the identity, without an update since the last {@link #reset}} */
    boolean fresh();

    /** Called when the objective changes: resets H unless it is still positive definite. */
    default void check() {}

    /** {@return the state of H for the checkpoint, as tensors by name; empty if {@link #fresh}} */
    Map<String, NDArray> state();

    /**
     * Restores the state.
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
        /** {@return the curvature y^T s along the step} */
        public double curvature() {
            return Vectors.dot(y, s);
        }
    }
}
