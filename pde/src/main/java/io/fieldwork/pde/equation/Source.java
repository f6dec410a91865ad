package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.UserError;

/**
 * A source of the unknowns' values and derivatives at some points: a network's jets, values on a grid, or known
 * functions. All names passed to it are names of the problem. Arrays have one entry a point, [n], or a shape that
 * broadcasts to it.
 */
public interface Source {
    /**
     * A derivative of an unknown.
     *
     * @param unknown its name
     * @param derivative of any order, 0 for the value
     * @return [n]
     */
    NDArray derivative(String unknown, Derivative derivative);

    /**
     * A coordinate of the points.
     *
     * @param name of the coordinate
     * @return [n]
     */
    NDArray coordinate(String name);

    /**
     * A coefficient of the problem.
     *
     * @param name of the coefficient
     * @return a scalar
     */
    NDArray coefficient(String name);

    /**
     * A given function at the points.
     *
     * @param formula of the coordinates
     * @return [n]
     */
    NDArray given(Formula formula);

    /**
     * The outward unit normal; on a boundary.
     *
     * @param coordinate of the component
     * @return [n]
     * @throws UserError away from a boundary
     */
    default NDArray normal(String coordinate) {
        throw new UserError("It reads a normal, but does not hold on a boundary.");
    }

    /**
     * The measured values at the points.
     *
     * @return [n]
     * @throws UserError where nothing was measured
     */
    default NDArray measured() {
        throw new UserError("It reads data, but holds where nothing was measured.");
    }
}
