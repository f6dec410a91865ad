package io.fieldwork.pde.equation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fieldwork.pde.domain.Shape;
import java.util.List;
import java.util.Map;

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

    /** {@return a condition on an unknown at the first time: u - value at t = t_0} */
    public static Condition initial(String unknown, Formula value) {
        return new Condition(
                "initial_" + unknown,
                new Place.Initial(),
                u -> u.of(unknown).value().sub(u.given(value)),
                1);
    }

    /** {@return a condition on the time derivative of an unknown at the first time: u_t - rate at t = t_0} */
    public static Condition initialRate(String unknown, Formula rate) {
        return new Condition(
                "rate_" + unknown, new Place.Initial(), u -> u.of(unknown).t().sub(u.given(rate)), 1);
    }

    /**
     * {@return a condition on an unknown on the boundary: u - value}
     *
     * @param parts names of parts of the boundary; none for all
     */
    public static Condition dirichlet(String unknown, Formula value, String... parts) {
        return boundary("dirichlet", unknown, parts, u -> u.of(unknown).value().sub(u.given(value)));
    }

    /**
     * {@return a condition on the derivative of an unknown along the outward normal of the boundary: u_n - slope}
     *
     * @param parts names of parts of the boundary; none for all
     */
    public static Condition neumann(String unknown, Formula slope, String... parts) {
        return boundary("neumann", unknown, parts, u -> u.of(unknown).normal().sub(u.given(slope)));
    }

    /**
     * {@return a condition on value and outward derivative of an unknown on the boundary: factor u + u_n - value}
     *
     * @param parts names of parts of the boundary; none for all
     */
    public static Condition robin(String unknown, double factor, Formula value, String... parts) {
        return boundary(
                "robin",
                unknown,
                parts,
                u -> u.of(unknown)
                        .value()
                        .mul(factor)
                        .add(u.of(unknown).normal())
                        .sub(u.given(value)));
    }

    private static Condition boundary(String kind, String unknown, String[] parts, Residual residual) {
        return new Condition(named(kind, unknown, parts), new Place.Boundary(List.of(parts)), residual, 1);
    }

    /**
     * {@return the condition that a derivative of an unknown is the same on both sides: that on the upper side - that
     * on the lower side} Where all derivatives are, a periodic coordinate of the domain makes it exact.
     *
     * @param coordinate the axis that joins the sides
     * @param index of the derivative, such as {@code x}; empty for the value
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
     * {@return a condition on an unknown where some coordinates have given values: u - value} {@code at("u", Map.of("x",
     * 0.5), value)} holds at one place at all times, {@code at("u", Map.of("t", 1.0, "x", 0.5), value)} at one point.
     *
     * @param where values of coordinates by name
     */
    public static Condition at(String unknown, Map<String, Double> where, Formula value) {
        Place.At place = new Place.At(where);
        String[] names = place.values().keySet().toArray(String[]::new);
        return new Condition(
                named("at", unknown, names), place, u -> u.of(unknown).value().sub(u.given(value)), 1);
    }

    /**
     * {@return a condition on the interface between a region of space and the rest of the domain} Its normal points out of
     * the region.
     *
     * @param name of the term, letters and digits
     */
    public static Condition across(String name, Shape region, Residual residual) {
        return new Condition(name, new Place.Interface(region, null), residual, 1);
    }

    /**
     * {@return a condition where a region of space meets another one} Its normal points out of the first.
     *
     * @param name of the term, letters and digits
     */
    public static Condition between(String name, Shape region, Shape beyond, Residual residual) {
        return new Condition(name, new Place.Interface(region, beyond), residual, 1);
    }

    /** {@return the condition that two unknowns agree on the interface of a region: inner - outer} */
    public static Condition continuity(String inner, String outer, Shape region) {
        return across(
                named("continuity", inner, outer),
                region,
                u -> u.of(inner).value().sub(u.of(outer).value()));
    }

    /**
     * {@return the condition that the flux of two unknowns agrees on the interface of a region: k inner_n - K outer_n}
     *
     * @param k conductivity of the region
     * @param around conductivity K of the rest
     */
    public static Condition flux(String inner, Formula k, String outer, Formula around, Shape region) {
        return across(
                named("flux", inner, outer),
                region,
                u -> u.of(inner)
                        .normal()
                        .mul(u.given(k))
                        .sub(u.of(outer).normal().mul(u.given(around))));
    }

    /**
     * {@return the condition that an integral has a value wherever the other coordinates are: integral - value} With the
     * mean of a pressure over all of space, and 0, the pressure is unique at every time.
     *
     * @param value a function of the point, which has no particular place along the coordinates of the integral
     */
    public static Condition integral(Integral integral, Formula value) {
        return new Condition(
                "integral_" + integral.name(),
                new Place.Across(integral.coordinates()),
                u -> u.integral(integral).sub(u.given(value)),
                1);
    }

    /**
     * {@return the condition that an unknown was measured: u - value}
     *
     * @param points [n][d]
     * @param values [n]
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

    /** {@return the same condition with another factor of its mean square in the loss} */
    public Condition weighted(double factor) {
        return new Condition(name, place, residual, factor);
    }

    /** {@return the same condition under another name of the term} */
    public Condition named(String other) {
        return new Condition(other, place, residual, weight);
    }
}
