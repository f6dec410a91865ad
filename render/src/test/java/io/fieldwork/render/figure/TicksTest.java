package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TicksTest {
    private static final Set<String> MANTISSAS = Set.of("1", "2", "25", "5");

    private static Ticks linear(double low, double high, int most) {
        return Ticks.of(Axis.of("u").from(low, high), most);
    }

    /** A label read back: with its power of ten and what was subtracted. */
    private static BigDecimal read(String label, Ticks ticks) {
        BigDecimal shown = new BigDecimal(label.replace('−', '-')).scaleByPowerOfTen(ticks.power());
        return ticks.offset().isEmpty()
                ? shown
                : shown.add(new BigDecimal(ticks.offset().replace('−', '-')));
    }

    @Test
    void linearTicksAreRoundEvenAndToldApart() {
        Random random = new Random(5);
        for (int n = 0; n < 5000; n++) {
            double span = Math.pow(10, random.nextDouble(-12, 12));
            double low = (random.nextBoolean() ? 1 : -1) * span * Math.pow(10, random.nextDouble(-3, 6));
            int most = random.nextInt(3, 10);
            Ticks ticks = linear(low, low + span, most);
            String of = low + " + " + span + ": " + ticks.labels() + ticks.title(Axis.of("u"));
            double[] at = ticks.values();
            assertTrue(at.length >= 2 && at.length <= most, of);
            assertEquals(at.length, Set.copyOf(ticks.labels()).size(), of);
            assertTrue(at[0] >= low - 1e-5 * span && at[at.length - 1] <= low + span + 1e-5 * span, of);
            BigDecimal step = read(ticks.labels().get(1), ticks)
                    .subtract(read(ticks.labels().getFirst(), ticks));
            assertTrue(
                    MANTISSAS.contains(step.stripTrailingZeros().unscaledValue().toString()), of);
            for (int i = 0; i < at.length; i++) {
                BigDecimal shown = read(ticks.labels().get(i), ticks);
                assertEquals(at[i], shown.doubleValue(), 1e-9 * span + Math.ulp(at[i]), of);
                assertEquals(0, shown.remainder(step).signum(), of);
                assertTrue(ticks.labels().get(i).length() <= 9, of);
            }
        }
    }

    @Test
    void allLabelsHaveTheSameDecimals() {
        assertEquals(
                List.of("0.00", "0.25", "0.50", "0.75", "1.00"), linear(0, 1, 5).labels());
        assertEquals(
                List.of("−1.0", "−0.5", "0.0", "0.5", "1.0"), linear(-1, 1, 5).labels());
        assertEquals(
                List.of("300.01", "300.02", "300.03", "300.04"),
                linear(300.01, 300.04, 5).labels());
        assertEquals(
                List.of("0", "20000", "40000", "60000"), linear(0, 60_000, 4).labels());
    }

    @Test
    void whatLabelsHaveInCommonIsSaidOnce() {
        Ticks days = linear(2_459_000.10, 2_459_000.15, 6);
        assertEquals(List.of("0.10", "0.11", "0.12", "0.13", "0.14", "0.15"), days.labels());
        assertEquals("date − 2459000 (d)", days.title(Axis.of("date").in("d")));
        Ticks small = linear(0, 3e-7, 4);
        assertEquals(List.of("0", "1", "2", "3"), small.labels());
        assertEquals("error (10⁻⁷ m)", small.title(Axis.of("error").in("m")));
        assertEquals("×10⁻⁷", small.title(Axis.of("")));
        assertEquals("u (m)", linear(0, 1, 5).title(Axis.of("u").in("m")));
        assertEquals(
                "T + 5000 (10⁻⁴ K)",
                linear(-4999.9999, -4999.9996, 4).title(Axis.of("T").in("K")));
    }

    @Test
    void minorTicksDivideSteps() {
        Ticks ticks = linear(0, 1, 6);
        assertEquals(21, ticks.minor().length);
        Arrays.stream(ticks.values())
                .forEach(tick -> assertTrue(Arrays.stream(ticks.minor()).anyMatch(m -> Math.abs(m - tick) < 1e-12)));
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        Ticks ticks = Ticks.of(Axis.logarithmic("loss").from(2e-6, 30), 9);
        assertEquals(List.of("10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹"), ticks.labels());
        assertEquals(
                List.of("10⁻⁴", "10⁻²", "10⁰"),
                Ticks.of(Axis.logarithmic("").from(2e-6, 30), 4).labels());
        assertTrue(Arrays.stream(ticks.minor()).anyMatch(m -> m == 3e-4));
    }

    @Test
    void logarithmicTicksOfAShortRangeAreRound() {
        assertEquals(
                List.of("0.5", "1", "2", "5", "10", "20"),
                Ticks.of(Axis.logarithmic("").from(0.4, 30), 9).labels());
        assertEquals(
                List.of("2×10⁻⁵", "5×10⁻⁵", "10⁻⁴"),
                Ticks.of(Axis.logarithmic("").from(2e-5, 1.5e-4), 9).labels());
        Ticks narrow = Ticks.of(Axis.logarithmic("rate").from(1.5e-4, 1.9e-4), 5);
        assertEquals(List.of("1.5", "1.6", "1.7", "1.8", "1.9"), narrow.labels());
        assertEquals("rate (10⁻⁴)", narrow.title(Axis.of("rate")));
    }

    @Test
    void logarithmicTicksAreToldApart() {
        Random random = new Random(6);
        for (int n = 0; n < 3000; n++) {
            double low = Math.pow(10, random.nextDouble(-20, 20));
            double high = low * Math.pow(10, Math.pow(10, random.nextDouble(-4, 1.3)));
            Ticks ticks = Ticks.of(Axis.logarithmic("").from(low, high), random.nextInt(3, 10));
            String of = low + " to " + high + ": " + ticks.labels();
            assertTrue(ticks.values().length >= 2, of);
            assertEquals(ticks.values().length, Set.copyOf(ticks.labels()).size(), of);
            assertTrue(Arrays.stream(ticks.values()).allMatch(v -> v >= low * 0.999999 && v <= high * 1.000001), of);
        }
    }

    @Test
    void aNumberIsToldFromTheOthers() {
        List<Double> days = List.of(2_459_000.1, 2_459_000.11, 2_459_000.12);
        assertEquals("2459000.11", Numbers.among(days.get(1), days));
        List<Double> uneven = List.of(0.0, 1e-3, 1.25, 1e6);
        assertEquals(
                List.of("0", "0.001", "1.25", "10⁶"),
                uneven.stream().map(t -> Numbers.among(t, uneven)).toList());
        List<Double> half = List.of(86_400.0, 86_400.5, 86_402.25);
        assertEquals(
                List.of("86400", "86400.5", "86402.3"),
                half.stream().map(t -> Numbers.among(t, half)).toList(),
                "none is rounded to where it would seem to be another instant");
    }

    @Test
    void numbersByThemselves() {
        assertEquals("0", Numbers.brief(0));
        assertEquals("0.25", Numbers.brief(0.25));
        assertEquals("−1.234×10⁻⁵", Numbers.brief(-1.23412e-5));
        assertEquals("10⁶", Numbers.brief(1e6));
        assertEquals("31250", Numbers.brief(31_250));
        assertEquals("−∞", Numbers.brief(Double.NEGATIVE_INFINITY));
        assertEquals("2459000.125", Numbers.within(2_459_000.125, new Range(2_459_000.1, 2_459_000.15)));
        assertEquals("300.025", Numbers.within(300.025, new Range(300.01, 300.04)));
        assertEquals("3.2×10⁻⁸", Numbers.within(3.2e-8, new Range(0, 1e-7)));
        assertEquals("12", Numbers.within(12, new Range(0, 5000)));
    }
}
