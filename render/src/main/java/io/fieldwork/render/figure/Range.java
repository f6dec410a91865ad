package io.fieldwork.render.figure;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/**
 * An interval of numbers.
 *
 * @param low its lower end, finite
 * @param high its upper end, finite, above the lower one
 */
public record Range(double low, double high) {
    /** Of a number, the least width of an interval around it that its double precision resolves well. */
    private static final double RESOLVED = 1e-12;

    /** Rejects intervals without a width. */
    public Range {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("a range from " + low + " to " + high);
        }
    }

    /**
     * {@return the interval of all finite values, 0 to 1 if there is none; a single one lies in the middle of an
     * interval of its own size}
     */
    public static Range of(double... values) {
        return of(Arrays.stream(values));
    }

    /** The interval of all values that a logarithm shows, 0.1 to 1 if there is none. */
    static Range ofPositive(DoubleStream values) {
        DoubleSummaryStatistics all =
                values.filter(v -> v > 0 && Double.isFinite(v)).summaryStatistics();
        if (all.getCount() == 0) {
            return new Range(0.1, 1);
        }
        boolean wide = all.getMax() > all.getMin() * 1.01;
        return wide ? new Range(all.getMin(), all.getMax()) : new Range(all.getMin() / 2, all.getMax() * 2);
    }

    static Range of(DoubleStream values) {
        DoubleSummaryStatistics all = values.filter(Double::isFinite).summaryStatistics();
        if (all.getCount() == 0) {
            return new Range(0, 1);
        }
        double size = Math.max(Math.abs(all.getMin()), Math.abs(all.getMax()));
        double half = size == 0 ? 0.5 : size / 2;
        boolean wide = all.getMax() - all.getMin() > Math.max(RESOLVED * size, Double.MIN_NORMAL);
        return wide ? new Range(all.getMin(), all.getMax()) : new Range(all.getMin() - half, all.getMax() + half);
    }

    /** Its width. */
    public double span() {
        return high - low;
    }

    /** The same interval, longer by a share of its width at either end. */
    public Range padded(double share) {
        return new Range(low - share * span(), high + share * span());
    }

    /** The same interval, longer by a share of its width on a logarithmic axis at either end; both ends are positive. */
    public Range paddedByRatio(double share) {
        double factor = Math.pow(high / low, share);
        return new Range(low / factor, high * factor);
    }

    /** The least interval that is symmetric about zero and holds this one. */
    public Range aroundZero() {
        double most = Math.max(Math.abs(low), Math.abs(high));
        return new Range(-most, most);
    }

    /** The least interval that holds both. */
    public Range and(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** Whether there are values of either sign. */
    public boolean isSigned() {
        return low < 0 && high > 0;
    }
}
