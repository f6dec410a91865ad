package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.jet.Derivative;
import io.fieldwork.fields.tensor.UserError;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One unknown of an equation at n points, as a residual reads it: its value and derivatives, the coordinates,
 * coefficients and given functions there. Every array is [n] and differentiable in the trainable parameters. The
 * numbers come from a {@link Source}: a network, a grid, or a formula.
 */
public final class Unknown {
    private final Problem problem;
    private final Source source;
    private final String name;
    private final @Nullable Source outer;

    /** The first unknown of a problem, with numbers from a source. */
    public Unknown(Problem problem, Source source) {
        this(problem, source, problem.unknowns().getFirst(), null);
    }

    /** The first unknown of a problem at the nodes of an integral, each of which belongs to a point of the outer source. */
    public Unknown(Problem problem, Source source, Source outer) {
        this(problem, source, problem.unknowns().getFirst(), outer);
    }

    private Unknown(Problem problem, Source source, String name, @Nullable Source outer) {
        this.problem = problem;
        this.source = source;
        this.name = name;
        this.outer = outer;
    }

    /**
     * {@return another unknown of the same system, at the same points}
     *
     * @throws UserError if the problem has no such unknown
     */
    public Unknown of(String unknown) {
        if (!problem.unknowns().contains(unknown)) {
            throw new UserError("The unknown '" + unknown + "' does not exist; the problem has "
                    + String.join(", ", problem.unknowns()) + ".");
        }
        return new Unknown(problem, source, unknown, outer);
    }

    /** {@return the value u [n]} */
    public NDArray value() {
        return d("");
    }

    /**
     * {@return any derivative [n]}
     *
     * @param index as it is written, such as {@code xxxx} or {@code xy}; empty for the value
     * @throws UserError if the domain has no such coordinate
     */
    public NDArray d(String index) {
        return source.derivative(name, Derivative.of(index, problem.domain().coordinates()));
    }

    /** {@return the time derivative u_t [n]} */
    public NDArray t() {
        return d("t");
    }

    /** {@return the derivative u_tt [n]} */
    public NDArray tt() {
        return d("tt");
    }

    /** {@return the derivative u_x [n]} */
    public NDArray x() {
        return d("x");
    }

    /** {@return the derivative u_xx [n]} */
    public NDArray xx() {
        return d("xx");
    }

    /** {@return the derivative u_y [n]} */
    public NDArray y() {
        return d("y");
    }

    /** {@return the first derivatives [n] in all coordinates of space, in their order, not in time and parameters} */
    public List<NDArray> gradient() {
        return problem.domain().space().stream().map(this::d).toList();
    }

    /**
     * {@return the sum [n] of the derivatives of a vector's components, each in its coordinate of space}
     *
     * @param components names of unknowns, one for each coordinate of space, in their order
     * @throws UserError if there are more or fewer
     */
    public NDArray divergence(String... components) {
        List<String> space = problem.domain().space();
        if (space.isEmpty() || components.length != space.size()) {
            throw new UserError("A divergence needs one component for each coordinate of space, which are "
                    + (space.isEmpty() ? "none" : String.join(", ", space)) + ", but was given "
                    + String.join(", ", components) + ".");
        }
        return IntStream.range(0, components.length)
                .mapToObj(k -> of(components[k]).d(space.get(k)))
                .reduce(NDArray::add)
                .orElseThrow();
    }

    /** {@return the sum of the second derivatives in all coordinates of space [n], not in time and parameters} */
    public NDArray laplacian() {
        return problem.domain().space().stream()
                .map(coordinate -> d(coordinate.repeat(2)))
                .reduce(NDArray::add)
                .orElseThrow(() -> new UserError("A Laplacian needs a coordinate in space; there is only t."));
    }

    /**
     * {@return the derivative [n] along the outward unit normal; on a boundary}
     *
     * @throws UserError away from a boundary
     */
    public NDArray normal() {
        return problem.domain().space().stream()
                .map(coordinate -> d(coordinate).mul(source.normal(coordinate)))
                .reduce(NDArray::add)
                .orElseThrow(() -> new UserError("A normal derivative needs a coordinate in space; there is only t."));
    }

    /**
     * {@return a coordinate [n]}
     *
     * @throws UserError if the domain has no such coordinate
     */
    public NDArray at(String coordinate) {
        problem.domain().axis(coordinate);
        return source.coordinate(coordinate);
    }

    /**
     * {@return a coefficient of the problem, known, scheduled or learned, a scalar; for a parameter of the domain its
     * value at each point [n]}
     *
     * @throws UserError if the problem has no such coefficient
     */
    public NDArray coefficient(String coefficient) {
        if (problem.domain().isParameter(coefficient)) {
            return source.coordinate(coefficient);
        }
        if (!problem.coefficients().containsKey(coefficient)) {
            throw new UserError("It reads the coefficient '" + coefficient + "'; the problem has "
                    + (problem.coefficients().isEmpty()
                            ? "none"
                            : String.join(", ", problem.coefficients().keySet()))
                    + ".");
        }
        return source.coefficient(coefficient);
    }

    /**
     * {@return a given function [n] of the coordinates at the points}
     *
     * @param formula computed once for each point if it is the same object each time, or a lambda that captures
     *     numbers only; else computed anew in every evaluation
     */
    public NDArray given(Formula formula) {
        return source.given(formula);
    }

    /**
     * {@return the value [n] of an integral for each point}
     *
     * @param integral made once, not anew in every evaluation
     * @throws UserError if it was not there when the residual was read first, or is read inside an integrand
     */
    public NDArray integral(Integral integral) {
        return source.integral(integral);
    }

    /**
     * {@return in an integrand, the unknowns at the point that the integral is read at, repeated for its nodes}
     *
     * @throws UserError elsewhere
     */
    public Unknown outer() {
        if (outer == null) {
            throw new UserError("It reads an outer point, but is no integrand.");
        }
        return new Unknown(problem, outer, name, null);
    }

    /**
     * {@return the measured values [n] at the points}
     *
     * @throws UserError at points where nothing was measured
     */
    public NDArray measured() {
        return source.measured();
    }
}
