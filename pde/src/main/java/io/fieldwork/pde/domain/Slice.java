package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of a domain where some coordinates have given values. */
record Slice(Domain domain, Map<String, Double> values) {
    /** n quasi-random points of it [n, d], or one if nothing is left to vary; a {@link UserError} if it has none. */
    double[][] points(int n, Draws draws) {
        double[] lower = domain.lower();
        double[] upper = domain.upper();
        values.forEach((name, value) -> {
            int k = domain.axis(name);
            UserError.require(value >= lower[k] && value <= upper[k], name, value, lower[k] + " to " + upper[k]);
            lower[k] = value;
            upper[k] = value;
        });
        String none = "No points of the domain were found at "
                + values.entrySet().stream()
                        .map(value -> value.getKey() + " = " + value.getValue())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ".";
        if (values.size() < domain.dimensions()) {
            return Sampling.enough(n, tried -> some(n, tried, lower, upper, draws), found -> found.length, none);
        }
        if (!domain.touches(lower)) {
            throw new UserError(none);
        }
        return new double[][] {lower};
    }

    private double[][] some(int n, int tried, double[] lower, double[] upper, Draws draws) {
        return Arrays.stream(Sampling.SOBOL.unit(tried, lower.length, draws))
                .map(unit -> stretched(unit, lower, upper))
                .filter(domain::touches)
                .limit(n)
                .toArray(double[][]::new);
    }

    private static double[] stretched(double[] unit, double[] lower, double[] upper) {
        double[] point = unit.clone();
        Arrays.setAll(point, k -> lower[k] == upper[k] ? lower[k] : lower[k] * (1 - unit[k]) + upper[k] * unit[k]);
        return point;
    }
}
