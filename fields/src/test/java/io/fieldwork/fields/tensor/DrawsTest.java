package io.fieldwork.fields.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final int N = 200_000;

    @Test
    void aDrawIsAFunctionOfSeedStreamStepAndIndex() {
        assertEquals(Draws.of(3, "a", 7).bits(11), Draws.of(3, "a", 7).bits(11));
        assertNotEquals(Draws.of(3, "a", 7).bits(11), Draws.of(4, "a", 7).bits(11));
        assertNotEquals(Draws.of(3, "a", 7).bits(11), Draws.of(3, "b", 7).bits(11));
        assertNotEquals(Draws.of(3, "a", 7).bits(11), Draws.of(3, "a", 8).bits(11));
        assertNotEquals(Draws.of(3, "a", 7).bits(11), Draws.of(3, "a", 7).bits(12));
    }

    @Test
    void uniformNumbersFillTheUnitIntervalEvenly() {
        Draws draws = Draws.of(1, "uniform", 0);
        int[] bins = new int[100];
        IntStream.range(0, N).forEach(i -> bins[(int) (100 * draws.uniform(i))]++);
        double chi2 = IntStream.of(bins)
                .mapToDouble(b -> Math.pow(b - N / 100.0, 2) / (N / 100.0))
                .sum();
        assertTrue(chi2 > 50 && chi2 < 160, "chi squared of 99 degrees is " + chi2);
    }

    @Test
    void neighbouringStepsAndIndicesAreUncorrelated() {
        double steps = 0;
        double indices = 0;
        for (int i = 0; i < N; i++) {
            double a = Draws.of(1, "x", i).uniform(0) - 0.5;
            double b = Draws.of(1, "x", i + 1).uniform(0) - 0.5;
            Draws draws = Draws.of(1, "x", 0);
            steps += a * b;
            indices += (draws.uniform(i) - 0.5) * (draws.uniform(i + 1) - 0.5);
        }
        double deviation = Math.sqrt(N) / 12;
        assertEquals(0, steps, 4 * deviation);
        assertEquals(0, indices, 4 * deviation);
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        Draws draws = Draws.of(2, "normal", 0);
        double mean = IntStream.range(0, N).mapToDouble(draws::normal).average().orElseThrow();
        double square = IntStream.range(0, N)
                .mapToDouble(i -> draws.normal(i) * draws.normal(i))
                .average()
                .orElseThrow();
        double fourth = IntStream.range(0, N)
                .mapToDouble(i -> Math.pow(draws.normal(i), 4))
                .average()
                .orElseThrow();
        assertEquals(0, mean, 4 / Math.sqrt(N));
        assertEquals(1, square, 4 * Math.sqrt(2.0 / N));
        assertEquals(3, fourth, 4 * Math.sqrt(96.0 / N));
    }

    @Test
    void wholeNumbersStayBelowTheirBound() {
        Draws draws = Draws.of(5, "below", 0);
        int[] seen = new int[7];
        IntStream.range(0, 70_000).forEach(i -> seen[(int) draws.below(i, 7)]++);
        for (int count : seen) {
            assertEquals(10_000, count, 400);
        }
    }
}
