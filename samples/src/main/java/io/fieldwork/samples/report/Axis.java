package io.fieldwork.samples.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One axis of a chart.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 * @param from pixel of the lowest value
 * @param to pixel of the highest value
 * @param logarithmic whether equal ratios have equal lengths
 * @param ticks values to label
 */
public record Axis(double low, double high, double from, double to, boolean logarithmic, List<Double> ticks) {
    private static final int WANTED = 5;
    private static final int MOST_POWERS = 8;

    /**
     * An axis that holds all values; ticks are multiples of 1, 2 or 5 times a power of ten.
     *
     * @param values at least one, finite
     * @param from pixel of the lowest
     * @param to pixel of the highest
     * @return the axis
     */
    public static Axis linear(double[] values, double from, double to) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        if (high - low <= 1e-12 * Math.max(1, Math.abs(high))) {
            low -= 0.5;
            high += 0.5;
        }
        double step = rounded((high - low) / WANTED);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return new Axis(low, high, from, to, false, ticks);
    }

    /**
     * An axis of ratios; ticks are powers of ten, with 2 and 5 times where the axis spans little, and only every second
     * or third power where it spans much.
     *
     * @param values at least one, positive
     * @param from pixel of the lowest
     * @param to pixel of the highest
     * @return the axis
     */
    public static Axis logarithmic(double[] values, double from, double to) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Math.max(Arrays.stream(values).max().orElseThrow(), low * 1.05);
        double[] factors = high / low > 1000 ? new double[] {1} : new double[] {1, 2, 5};
        int stride = Math.max(1, (int) Math.ceil(Math.log10(high / low) / MOST_POWERS));
        int first = Math.floorDiv((int) Math.floor(Math.log10(low)), stride) * stride;
        List<Double> ticks = new ArrayList<>();
        for (int power = first; Math.pow(10, power) <= high; power += stride) {
            for (double factor : factors) {
                double tick = factor * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return new Axis(low, high, from, to, true, ticks);
    }

    private static double rounded(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        double ratio = step / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    /**
     * Where a value lies.
     *
     * @param value in the axis' range, or near it
     * @return pixel
     */
    public double at(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }
}
