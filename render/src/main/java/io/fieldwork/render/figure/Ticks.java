package io.fieldwork.render.figure;

import io.fieldwork.render.text.Typeface;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Round numbers along an axis with labels that differ. On a linear axis they are multiples of 1, 2, 2.5 or 5 times a power of ten, on a
 * logarithmic one powers of ten, also 2 and 5 times those where it spans little.
 *
 * @param values where labels stand, ascending
 * @param labels of the values, all with the same number of decimals
 * @param minor where short marks stand, between the values
 * @param offset what is subtracted from all labels, a plain number; empty for nothing
 * @param power of ten by which all labels are divided
 */
public record Ticks(double[] values, List<String> labels, double[] minor, String offset, int power) {
    private static final int[] MANTISSAS = {10, 20, 25, 50};
    /** Of a step, how far outside the range a tick may be by rounding. */
    private static final double TOLERANCE = 1e-6;

    /** Among four multiples of a step there are always two of the next one. */
    private static final int LEAST = 3;

    /** Steps that are tried, from a tenth of the length that is divided on. */
    private static final int MOST_STEPS = 40;

    private static final int LEAST_PLAIN = -3;
    private static final int MOST_PLAIN = 5;
    private static final int MOST_DIGITS = 6;
    /** Ticks that are enough, however long an axis is. */
    private static final int ENOUGH = 9;
    /** Distances in sizes of numbers: between those side by side, and from one line to the next; more is better. */
    private static final float LABELS_APART = 0.9f;

    private static final float LINES_APART = 1.6f;
    private static final float WIDE = 3.5f;
    private static final float TALL = 2.6f;

    /** At least two ticks of an axis with ends, and at most so many, or 3. */
    static Ticks of(Axis axis, int most) {
        return fitting(axis, most, ticks -> true);
    }

    /**
     * {@return as many ticks of a level axis with ends, at least one, as have room for their labels in a length of
     * pixels}
     */
    public static Ticks across(Axis axis, float length, Typeface face, float size) {
        return fitting(axis, most(length, WIDE * size), ticks -> {
            double end = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < ticks.values.length; i++) {
                double middle = axis.share(ticks.values[i]) * length;
                double half = face.width(ticks.labels.get(i), size) / 2;
                if (middle - half < end) {
                    return false;
                }
                end = middle + half + LABELS_APART * size;
            }
            return true;
        });
    }

    /**
     * {@return as many ticks of an upright axis with ends, at least one, as have room for labels of a size in a length
     * of pixels}
     */
    public static Ticks upright(Axis axis, float length, float size) {
        return fitting(
                axis,
                most(length, TALL * size),
                ticks -> IntStream.range(1, ticks.values.length)
                        .allMatch(i -> (axis.share(ticks.values[i]) - axis.share(ticks.values[i - 1])) * length
                                >= LINES_APART * size));
    }

    private static int most(float length, float apart) {
        return Math.clamp((int) (length / apart), 1, ENOUGH);
    }

    private static Ticks fitting(Axis axis, int most, Predicate<Ticks> fits) {
        List<Ticks> candidates = axis.logarithmic() ? logarithmic(axis.ends(), most) : linear(axis.ends(), most);
        return candidates.stream()
                .filter(fits)
                .findFirst()
                .orElseGet(() -> candidates.getLast().first());
    }

    private Ticks first() {
        return new Ticks(Arrays.copyOf(values, 1), labels.subList(0, 1), minor, offset, power);
    }

    /** What stands beside an axis: its name, what is subtracted, and the unit with its power of ten. */
    public String title(Axis axis) {
        String factor = power == 0 ? "" : Numbers.tenTo(power);
        String unit = (factor + " " + axis.unit()).strip();
        boolean negative = offset.startsWith("−");
        String shift = offset.isEmpty() ? "" : negative ? " + " + offset.substring(1) : " − " + offset;
        if (axis.name().isEmpty()) {
            String times = unit.isEmpty() || power == 0 ? unit : "×" + unit;
            return offset.isEmpty() ? times : (times + (negative ? " − " : " + ") + shift.substring(3)).strip();
        }
        return axis.name() + shift + (unit.isEmpty() ? "" : " (" + unit + ")");
    }

    private static List<Ticks> linear(Range range, int most) {
        List<Ticks> all = new ArrayList<>();
        int power = (int) Math.floor(Math.log10(range.span() / most)) - 1;
        for (int i = 0; i < MOST_STEPS; i++) {
            int mantissa = MANTISSAS[i % MANTISSAS.length];
            BigDecimal step = BigDecimal.valueOf(mantissa, 1 - power - i / MANTISSAS.length);
            long[] multiples = multiples(range, step.doubleValue());
            if (multiples.length > 0 && multiples.length <= Math.max(LEAST, most)) {
                all.add(linear(range, step, multiples, mantissa));
            }
            if (multiples.length <= 2 && !all.isEmpty()) {
                break;
            }
        }
        return all;
    }

    private static long[] multiples(Range range, double step) {
        long first = (long) Math.ceil(range.low() / step - TOLERANCE);
        long last = (long) Math.floor(range.high() / step + TOLERANCE);
        return last - first > 10_000
                ? new long[10_000]
                : LongStream.rangeClosed(first, last).toArray();
    }

    private static Ticks linear(Range range, BigDecimal step, long[] multiples, int mantissa) {
        List<BigDecimal> exact = Arrays.stream(multiples)
                .mapToObj(i -> step.multiply(BigDecimal.valueOf(i)))
                .toList();
        double fine = step.doubleValue() / (mantissa == 20 ? 4 : 5);
        double[] minor =
                Arrays.stream(multiples(range, fine)).mapToDouble(i -> i * fine).toArray();
        return labelled(exact, step.stripTrailingZeros(), minor);
    }

    private static Ticks labelled(List<BigDecimal> exact, BigDecimal step, double[] minor) {
        double[] values = exact.stream().mapToDouble(BigDecimal::doubleValue).toArray();
        BigDecimal offset = offset(exact, step);
        List<BigDecimal> shown =
                exact.stream().map(value -> value.subtract(offset)).toList();
        int power = shown.stream().mapToInt(Ticks::powerOrLeast).max().orElse(0);
        power = power >= LEAST_PLAIN && power <= MOST_PLAIN || power == Integer.MIN_VALUE ? 0 : power;
        int decimals = Math.max(0, step.scale() + power);
        int shift = -power;
        List<String> labels = shown.stream()
                .map(value -> Numbers.plain(value.scaleByPowerOfTen(shift).setScale(decimals, RoundingMode.HALF_EVEN)))
                .toList();
        String subtracted = offset.signum() == 0 ? "" : Numbers.plain(offset.stripTrailingZeros());
        return new Ticks(values, labels, minor, subtracted, power);
    }

    private static int powerOrLeast(BigDecimal value) {
        return value.signum() == 0 ? Integer.MIN_VALUE : Numbers.power(value);
    }

    /** A round number that all ticks have in common, where their labels would be long without it. */
    private static BigDecimal offset(List<BigDecimal> exact, BigDecimal step) {
        BigDecimal last = exact.getLast();
        int power = Math.max(Numbers.power(last), Numbers.power(exact.getFirst()));
        int digits = power + step.scale() + 1;
        int written = Math.max(0, power) + step.scale() + 1;
        int spanned = Numbers.power(last.subtract(exact.getFirst()).max(step)) + step.scale() + 1;
        if (written <= MOST_DIGITS || digits - spanned < 2) {
            return BigDecimal.ZERO;
        }
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(spanned - step.scale() + 1);
        return exact.getFirst().divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    private static List<Ticks> logarithmic(Range range, int most) {
        int first = (int) Math.floor(Math.log10(range.low()));
        int last = (int) Math.ceil(Math.log10(range.high()));
        List<Ticks> all = new ArrayList<>();
        double[] between = decades(range, first, last, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        for (int[] factors : List.of(new int[] {1, 2, 5}, new int[] {1, 3}, new int[] {1})) {
            add(all, decades(range, first, last, factors), between, most);
        }
        double[] powers = decades(range, first, last, 1);
        for (int stride = 2; stride <= powers.length; stride++) {
            int every = stride;
            add(all, only(powers, power -> Math.floorMod(Math.round(Math.log10(power)), every) == 0), powers, most);
        }
        boolean few = all.isEmpty() || all.getFirst().values.length < 2;
        return few ? linear(range, most) : all;
    }

    private static void add(List<Ticks> all, double[] values, double[] minor, int most) {
        if (values.length >= 2 && values.length <= Math.max(LEAST, most)) {
            all.add(new Ticks(values, logarithmicLabels(values), minor, "", 0));
        }
    }

    private static double[] only(double[] values, DoublePredicate wanted) {
        return DoubleStream.of(values).filter(wanted).toArray();
    }

    /** Multiples of all powers of ten in a range. */
    private static double[] decades(Range range, int first, int last, int... factors) {
        double[] all = IntStream.rangeClosed(first, last)
                .boxed()
                .flatMapToDouble(power -> IntStream.of(factors)
                        .mapToDouble(
                                factor -> BigDecimal.valueOf(factor, -power).doubleValue()))
                .toArray();
        return only(all, v -> v >= range.low() * (1 - TOLERANCE) && v <= range.high() * (1 + TOLERANCE));
    }

    private static List<String> logarithmicLabels(double[] values) {
        boolean plain = values[0] >= 1e-3 && values[values.length - 1] < 1e4;
        return DoubleStream.of(values)
                .mapToObj(value -> {
                    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
                    int power = Numbers.power(exact);
                    return plain ? Numbers.plain(exact) : Numbers.times(exact.scaleByPowerOfTen(-power), power);
                })
                .toList();
    }
}
