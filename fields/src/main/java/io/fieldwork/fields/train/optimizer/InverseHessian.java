package io.fieldwork.fields.train.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * A quasi-Newton approximation of the inverse Hessian: a positive definite H with H y = s for the last curvature pair,
 * the changes s of the point and y of the gradient. A new one is the identity.
 */
interface InverseHessian extends AutoCloseable {
    /** The search direction -H g of a gradient g, both [n]. */
    double[] direction(double[] gradient);

    /** Updates H with a step whose curvature y^T s is positive and that was taken along {@link #direction}. */
    void update(Step step);

    /** Resets H to the identity. */
    void reset();

    /** Whether H is the identity, without an update since the last {@link #reset}. */
    boolean fresh();

    /** Called when the objective changes: resets H unless it is still positive definite. */
    default void check() {}

    /** The state of H for the checkpoint, as tensors by name; empty if {@link #fresh}. */
    Map<String, NDArray> state();

    void restore(Map<String, NDArray> state);

    @Override
    void close();

    /**
     * One step of a line search, with vectors [n].
     *
     * @param length a: the step is a times the direction
     * @param s change of the point
     * @param y change of the gradient
     * @param before gradient before the step
     * @param after gradient after the step
     */
    record Step(double length, double[] s, double[] y, double[] before, double[] after) {
        /** y^T s along the step. */
        double curvature() {
            return Vectors.dot(y, s);
        }
    }
}
