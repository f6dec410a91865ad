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
    /** {@return a derivative [n] of an unknown, of any order, 0 for the value} */
    NDArray derivative(String unknown, Derivative derivative);

    /** {@return a coordinate [n] of the points} */
    NDArray coordinate(String name);

    /** {@return a coefficient of the problem, a scalar} */
    NDArray coefficient(String name);

    /** {@return a given function [n] of the coordinates at the points} */
    NDArray given(Formula formula);

    /**
     * {@return the component [n] along a coordinate of the outward unit normal; on a boundary}
     *
     * @throws UserError away from a boundary
     */
    default NDArray normal(String coordinate) {
        throw new UserError("It reads a normal, but does not hold on a boundary.");
    }

    /**
     * {@return the value [n] of an integral of the unknowns for each of the points}
     *
     * @throws UserError where unknowns are known at the points only
     */
    default NDArray integral(Integral integral) {
        throw new UserError(
                "It reads the integral '" + integral.name() + "', but unknowns are known at the points only.");
    }

    /**
     * {@return the measured values [n] at the points}
     *
     * @throws UserError where nothing was measured
     */
    default NDArray measured() {
        throw new UserError("It reads data, but holds where nothing was measured.");
    }
}
