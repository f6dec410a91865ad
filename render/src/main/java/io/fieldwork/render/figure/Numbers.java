package io.fieldwork.render.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as people read them: a true minus sign, powers of ten with superscripts. */
public final class Numbers {
    private static final MathContext BRIEF = new MathContext(4);
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    /** Digits of a number in double precision. */
    private static final int MOST_DIGITS = 17;

    private static final int LEAST_POWER = -3;
    private static final int MOST_POWER = 5;
    /** Steps into which a range is resolved where a number in it is written. */
    private static final double RESOLUTION = 1000;

    private Numbers() {}

    /** {@return a number by itself, four digits at most, such as {@code 0.25}, {@code −1.2×10⁻⁵} or {@code 10⁶}} */
    public static String brief(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        return text(new BigDecimal(value).round(BRIEF));
    }

    /**
     * {@return one of some numbers with as few digits, four or more, as tell it from all others, such as {@code 2459000.125}:
     * rounding moves it by at most a tenth of the way to the next one}
     */
    public static String among(double value, List<Double> all) {
        int digits = BRIEF.getPrecision();
        double next = all.stream()
                .filter(other -> other != value)
                .mapToDouble(other -> Math.abs(other - value))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        while (digits < MOST_DIGITS && moved(value, digits) > next / 10) {
            digits++;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return digits == BRIEF.getPrecision() || Math.abs(power(rounded)) > MOST_DIGITS
                ? text(rounded)
                : plain(rounded.stripTrailingZeros());
    }

    /** How far rounding to some digits moves a number. */
    private static double moved(double value, int digits) {
        return Math.abs(new BigDecimal(value).round(new MathContext(digits)).doubleValue() - value);
    }

    /**
     * {@return a finite number so that it is told from its neighbours by a thousandth of their range, such as
     * {@code 2459000.125}}
     */
    public static String within(double value, Range range) {
        int decimals = (int) Math.ceil(-Math.log10(range.span() / RESOLUTION));
        int power = Math.abs(value) > range.span() ? power(new BigDecimal(value)) : (int) Math.log10(range.span());
        return power < LEAST_POWER || decimals < -MOST_POWER
                ? text(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN))
                : plain(new BigDecimal(value)
                        .setScale(Math.max(0, decimals), RoundingMode.HALF_EVEN)
                        .stripTrailingZeros());
    }

    private static String text(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        int power = power(value);
        if (power >= LEAST_POWER && power <= MOST_POWER) {
            return plain(value.stripTrailingZeros());
        }
        BigDecimal mantissa = value.scaleByPowerOfTen(-power).stripTrailingZeros();
        return times(mantissa, power);
    }

    /** A mantissa times a power of ten, the mantissa left out where it is 1. */
    static String times(BigDecimal mantissa, int power) {
        return mantissa.compareTo(BigDecimal.ONE) == 0 ? tenTo(power) : plain(mantissa) + "×" + tenTo(power);
    }

    /** The exponent of the leading digit. */
    static int power(BigDecimal value) {
        return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    }

    /** Digits without an exponent. */
    static String plain(BigDecimal value) {
        String digits = value.toPlainString();
        return value.signum() < 0 ? "−" + digits.substring(1) : digits;
    }

    /** Such as {@code 10⁻³}. */
    static String tenTo(int power) {
        StringBuilder text = new StringBuilder(power < 0 ? "10⁻" : "10");
        Integer.toString(Math.abs(power)).chars().forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
        return text.toString();
    }
}
