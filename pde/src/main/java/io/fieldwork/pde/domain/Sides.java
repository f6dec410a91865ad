package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The two opposite sides of a shape along an axis, where it meets the ends of its bounding box. They can be joined if
 * they are alike, as those of a channel around a body.
 */
record Sides(Shape shape, int axis) {
    private static final int PROBES = 1024;
    private static final double ROUNDING = 1e-9;

    private double lower() {
        return shape.lower()[axis];
    }

    private double upper() {
        return shape.upper()[axis];
    }

    private double near() {
        return ROUNDING * (upper() - lower());
    }

    private boolean inside(double[] place, double at) {
        double[] there = place.clone();
        there[axis] = at;
        return shape.contains(there);
    }

    /** A point of the lower side [dimensions] where the projection of another point is one, else null. */
    private double[] projected(double[] place) {
        double[] there = place.clone();
        there[axis] = lower();
        return inside(place, lower() + near()) ? there : null;
    }

    /** Rejects sides that are not alike, or absent, by a {@link UserError} that names the coordinate. */
    void requireAlike(String name) {
        double[][] places =
                Sampling.SOBOL.points(PROBES, shape.lower(), shape.upper(), point -> true, Draws.of(0, "sides", axis));
        boolean some = Arrays.stream(places).anyMatch(place -> inside(place, lower() + near()));
        boolean alike = Arrays.stream(places)
                .allMatch(place -> inside(place, lower() + near()) == inside(place, upper() - near()));
        if (!some || !alike) {
            throw new UserError("The sides at " + name + " = " + lower() + " and " + name + " = " + upper()
                    + (some ? " are not alike" : " are no more than a point") + ", so they cannot be joined; expected"
                    + " a shape that ends in the same cross-section on both sides.");
        }
    }

    /** Whether a boundary point [dimensions] lies on one of the sides. */
    boolean holds(double[] place) {
        return Math.abs(place[axis] - lower()) <= near() || Math.abs(place[axis] - upper()) <= near();
    }

    /** Pairs of opposite points [2 n][dimensions], the lower side first, uniform on it. */
    double[][] pairs(int n, Draws draws) {
        double[][] lower = Sampling.enough(
                n,
                tried -> Arrays.stream(shape.interior(tried, draws))
                        .map(this::projected)
                        .filter(Objects::nonNull)
                        .limit(n)
                        .toArray(double[][]::new),
                found -> found.length,
                "The sides are so small that " + n + " points on them were not found.");
        double[][] upper = IntStream.range(0, n).mapToObj(i -> lower[i].clone()).toArray(double[][]::new);
        Arrays.stream(upper).forEach(place -> place[axis] = upper());
        return Stream.concat(Arrays.stream(lower), Arrays.stream(upper)).toArray(double[][]::new);
    }
}
