package io.fieldwork.pde.pinn;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;

/**
 * One unknown of an equation at n points, as a residual reads it: its value and derivatives, the coordinates, coefficients and
 * given functions there. Every array is [n] and differentiable in what is learned.
 */
public final class Unknown {
    private final Source source;
    private final String name;

    /**
     * The first unknown of a source.
     *
     * @param source who knows the numbers
     */
    Unknown(Source source) {
        this(source, source.unknowns().getFirst());
    }

    private Unknown(Source source, String name) {
        this.source = source;
        this.name = name;
    }

    /** Who knows the numbers at the points at hand. */
    interface Source {
        /** Names of the unknowns. */
        List<String> unknowns();

        /** Names of the coordinates. */
        List<String> coordinates();

        /** A derivative [n]. */
        NDArray derivative(String unknown, String index);

        /** A coordinate [n]. */
        NDArray coordinate(String name);

        /** A component [n] of the outward unit normal. */
        NDArray normal(String coordinate);

        /** A coefficient, a scalar. */
        NDArray coefficient(String name);

        /** A given function [n]. */
        NDArray given(Formula formula);

        /** What was measured [n]. */
        NDArray measured();
    }

    /**
     * Another unknown of the same system.
     *
     * @param unknown its name
     * @return it, at the same points
     * @throws UserError if the problem has no such unknown
     */
    public Unknown of(String unknown) {
        if (!source.unknowns().contains(unknown)) {
            throw new UserError("The unknown '" + unknown + "' does not exist; the problem has "
                    + String.join(", ", source.unknowns()) + ".");
        }
        return new Unknown(source, unknown);
    }

    /**
     * The value u.
     *
     * @return [n]
     */
    public NDArray value() {
        return d("");
    }

    /**
     * Any derivative.
     *
     * @param index as it is written, such as {@code xxxx} or {@code xy}; empty for the value
     * @return [n]
     * @throws UserError if the domain has no such coordinate
     */
    public NDArray d(String index) {
        return source.derivative(name, index);
    }

    /**
     * The time derivative u_t.
     *
     * @return [n]
     */
    public NDArray t() {
        return d("t");
    }

    /**
     * u_tt.
     *
     * @return [n]
     */
    public NDArray tt() {
        return d("tt");
    }

    /**
     * u_x.
     *
     * @return [n]
     */
    public NDArray x() {
        return d("x");
    }

    /**
     * u_xx.
     *
     * @return [n]
     */
    public NDArray xx() {
        return d("xx");
    }

    /**
     * u_y.
     *
     * @return [n]
     */
    public NDArray y() {
        return d("y");
    }

    /**
     * u_yy.
     *
     * @return [n]
     */
    public NDArray yy() {
        return d("yy");
    }

    /**
     * The sum of the second derivatives in all coordinates but time.
     *
     * @return [n]
     */
    public NDArray laplacian() {
        return source.coordinates().stream()
                .filter(coordinate -> !coordinate.equals("t"))
                .map(coordinate -> d(coordinate.repeat(2)))
                .reduce(NDArray::add)
                .orElseThrow(() -> new UserError("A Laplacian needs a coordinate in space; there is only t."));
    }

    /**
     * The derivative along the outward unit normal; on a boundary.
     *
     * @return [n]
     * @throws UserError away from a boundary
     */
    public NDArray normal() {
        return source.coordinates().stream()
                .filter(coordinate -> !coordinate.equals("t"))
                .map(coordinate -> d(coordinate).mul(source.normal(coordinate)))
                .reduce(NDArray::add)
                .orElseThrow(() -> new UserError("A normal derivative needs a coordinate in space; there is only t."));
    }

    /**
     * A coordinate.
     *
     * @param coordinate its name
     * @return [n]
     */
    public NDArray at(String coordinate) {
        return source.coordinate(coordinate);
    }

    /**
     * A coefficient of the problem, known, scheduled or learned.
     *
     * @param coefficient its name
     * @return a scalar
     */
    public NDArray coefficient(String coefficient) {
        return source.coefficient(coefficient);
    }

    /**
     * A given function at the points.
     *
     * @param formula of the coordinates; the same object each time, so that it is computed once for each point
     * @return [n]
     */
    public NDArray given(Formula formula) {
        return source.given(formula);
    }

    /**
     * What was measured at the points.
     *
     * @return [n]
     * @throws UserError at points where nothing was measured
     */
    public NDArray measured() {
        return source.measured();
    }
}
