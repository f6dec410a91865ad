package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;

/**
 * A soft condition, a residual that must vanish at some place: an initial or boundary condition, or data. It enters the
 * loss with a weight; hard constraints are built into the network instead ({@link Exact}, periodic coordinates of the
 * domain).
 *
 * @param name of the term in logs and weights, letters and digits
 * @param place the points
 * @param residual vanishes there
 * @param weight factor of its mean square in the loss
 */
public record Condition(String name, Place place, Residual residual, double weight) {
    /** Rejects a weight that is negative or not finite. */
    public Condition {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of '" + name + "' is " + weight);
        }
    }

    /**
     * An unknown is given at the first time.
     *
     * @param unknown its name
     * @param value its value
     * @return u - value at t = t_0
     */
    public static Condition initial(String unknown, Formula value) {
        return new Condition(
                "initial_" + unknown,
                new Place.Initial(),
                u -> u.of(unknown).value().sub(u.given(value)),
                1);
    }

    /**
     * The time derivative of an unknown is given at the first time.
     *
     * @param unknown its name
     * @param rate its time derivative
     * @return u_t - rate at t = t_0
     */
    public static Condition initialRate(String unknown, Formula rate) {
        return new Condition(
                "rate_" + unknown, new Place.Initial(), u -> u.of(unknown).t().sub(u.given(rate)), 1);
    }

    /**
     * An unknown is given on the boundary.
     *
     * @param unknown its name
     * @param value its value
     * @param parts names of parts of the boundary; none for all
     * @return u - value
     */
    public static Condition dirichlet(String unknown, Formula value, String... parts) {
        return new Condition(
                named("dirichlet", unknown, parts),
                new Place.Boundary(List.of(parts)),
                u -> u.of(unknown).value().sub(u.given(value)),
                1);
    }

    /**
     * The outward derivative of an unknown is given on the boundary.
     *
     * @param unknown its name
     * @param slope its derivative along the outward normal
     * @param parts names of parts of the boundary; none for all
     * @return u_n - slope
     */
    public static Condition neumann(String unknown, Formula slope, String... parts) {
        return new Condition(
                named("neumann", unknown, parts),
                new Place.Boundary(List.of(parts)),
                u -> u.of(unknown).normal().sub(u.given(slope)),
                1);
    }

    /**
     * A combination of value and outward derivative is given on the boundary.
     *
     * @param unknown its name
     * @param factor of the value
     * @param value of factor u + u_n
     * @param parts names of parts of the boundary; none for all
     * @return factor u + u_n - value
     */
    public static Condition robin(String unknown, double factor, Formula value, String... parts) {
        return new Condition(
                named("robin", unknown, parts),
                new Place.Boundary(List.of(parts)),
                u -> u.of(unknown)
                        .value()
                        .mul(factor)
                        .add(u.of(unknown).normal())
                        .sub(u.given(value)),
                1);
    }

    /**
     * A derivative of an unknown is the same on both sides. Where all derivatives are, a periodic coordinate of the
     * domain makes it exact.
     *
     * @param unknown its name
     * @param coordinate the axis that joins the sides
     * @param index of the derivative, such as {@code x}; empty for the value
     * @return derivative on the upper side - derivative on the lower side
     */
    public static Condition periodic(String unknown, String coordinate, String index) {
        return new Condition(
                named("periodic", unknown, index),
                new Place.Opposite(coordinate),
                u -> jump(u.of(unknown).d(index)),
                1);
    }

    private static NDArray jump(NDArray values) {
        long half = values.getShape().get(0) / 2;
        return values.get(new NDIndex(half + ":")).sub(values.get(new NDIndex(":" + half)));
    }

    /**
     * An unknown was measured.
     *
     * @param unknown its name
     * @param points [n][d]
     * @param values [n]
     * @return u - value
     */
    public static Condition data(String unknown, double[][] points, double[] values) {
        return new Condition(
                "data_" + unknown,
                new Place.Measured(points, values),
                u -> u.of(unknown).value().sub(u.measured()),
                1);
    }

    private static String named(String kind, String unknown, String... parts) {
        return String.join("_", kind, unknown) + (parts.length == 0 ? "" : "_" + String.join("_", parts));
    }

    /**
     * With another weight.
     *
     * @param factor of its mean square in the loss
     * @return the same condition
     */
    public Condition weighted(double factor) {
        return new Condition(name, place, residual, factor);
    }

    /**
     * Under another name.
     *
     * @param other name of the term
     * @return the same condition
     */
    public Condition named(String other) {
        return new Condition(other, place, residual, weight);
    }
}
