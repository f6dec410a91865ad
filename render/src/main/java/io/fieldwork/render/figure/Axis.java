package io.fieldwork.render.figure;

import java.util.Optional;

/**
 * An axis of a chart.
 *
 * @param name what it measures, may be empty
 * @param unit of its numbers, may be empty
 * @param logarithmic whether equal ratios rather than equal differences have equal lengths
 * @param range its ends; empty for those of what is shown
 */
public record Axis(String name, String unit, boolean logarithmic, Optional<Range> range) {
    /** Rejects ends that a logarithm does not show. */
    public Axis {
        if (logarithmic && range.isPresent() && range.get().low() <= 0) {
            throw new IllegalArgumentException(
                    "a logarithmic axis from " + range.get().low());
        }
    }

    /** A linear axis over what is shown. */
    public static Axis of(String name) {
        return new Axis(name, "", false, Optional.empty());
    }

    /** A logarithmic axis over what is shown. */
    public static Axis logarithmic(String name) {
        return new Axis(name, "", true, Optional.empty());
    }

    /** The same axis in a unit. */
    public Axis in(String unit) {
        return new Axis(name, unit, logarithmic, range);
    }

    /** The same axis between two numbers, the first below the second. */
    public Axis from(double low, double high) {
        return over(new Range(low, high));
    }

    /** The same axis over a range. */
    public Axis over(Range range) {
        return new Axis(name, unit, logarithmic, Optional.of(range));
    }

    /** Its ends, once they are known. */
    Range ends() {
        return range.orElseThrow();
    }

    /** Whether it has a place for a number. */
    boolean shows(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    /** Where a number lies: 0 at the lower end, 1 at the upper one, beyond for numbers outside. */
    public double share(double value) {
        Range r = ends();
        return logarithmic ? Math.log(value / r.low()) / Math.log(r.high() / r.low()) : (value - r.low()) / r.span();
    }

    /** The same axis between two places, 0 for its lower end to 1 for its upper one. */
    Axis part(double from, double to) {
        return over(new Range(value(from), value(to)));
    }

    /** The number at a place, 0 for the lower end to 1 for the upper one. */
    double value(double share) {
        Range r = ends();
        return logarithmic ? r.low() * Math.pow(r.high() / r.low(), share) : r.low() + share * r.span();
    }
}
