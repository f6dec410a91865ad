package io.fieldwork.pde.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    private static Draws seed(long seed) {
        return Draws.of(seed, "test", 0);
    }

    /** Root mean square error, over 16 seeds, of the mean of exp(x + y + z) over 1024 points. */
    private static double error(Sampling sampling) {
        double exact = Math.pow(Math.E - 1, 3);
        double sum = 0;
        for (int seed = 0; seed < 16; seed++) {
            double mean = Arrays.stream(sampling.unit(1024, 3, seed(seed)))
                    .mapToDouble(p -> Math.exp(p[0] + p[1] + p[2]))
                    .average()
                    .orElseThrow();
            sum += (mean - exact) * (mean - exact);
        }
        return Math.sqrt(sum / 16);
    }

    @Test
    void uniformErrorIsTheStandardOne() {
        double variance = Math.pow((Math.E * Math.E - 1) / 2, 3) - Math.pow(Math.E - 1, 6);
        assertEquals(1, error(Sampling.UNIFORM) / Math.sqrt(variance / 1024), 0.6, "16 seeds: three standard errors");
    }

    @Test
    void lowDiscrepancyIntegratesBetter() {
        assertTrue(error(Sampling.LHS) < error(Sampling.UNIFORM) / 2, "the sums over axes are integrated exactly");
        assertTrue(error(Sampling.SOBOL) < error(Sampling.UNIFORM) / 50, "n^-1.5 against n^-0.5");
    }

    @ParameterizedTest
    @EnumSource(
            value = Sampling.class,
            names = {"SOBOL", "LHS"})
    void everyCellOfEveryAxisHasOnePoint(Sampling sampling) {
        int n = 256;
        double[][] points = sampling.unit(n, 5, seed(1));
        for (int axis = 0; axis < 5; axis++) {
            int a = axis;
            assertEquals(
                    n,
                    Arrays.stream(points)
                            .mapToInt(p -> (int) (p[a] * n))
                            .distinct()
                            .count());
        }
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void aSpaceWithoutCoordinatesHasOnePlace(Sampling sampling) {
        double[][] points = sampling.unit(7, 0, seed(1));
        assertEquals(sampling == Sampling.GRID ? 1 : 7, points.length);
        assertTrue(Arrays.stream(points).allMatch(point -> point.length == 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void sobolFillsEveryRectangleOfItsNet(int level) {
        int n = 256;
        int columns = 1 << level;
        int rows = n / columns;
        assertEquals(
                n,
                Arrays.stream(Sampling.SOBOL.unit(n, 2, seed(3)))
                        .mapToInt(p -> (int) (p[0] * columns) * rows + (int) (p[1] * rows))
                        .distinct()
                        .count(),
                "one point in each elementary interval of area 1 / n");
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void seedsDecide(Sampling sampling) {
        double[][] points = sampling.unit(20, 2, seed(5));
        assertTrue(Arrays.deepEquals(points, sampling.unit(20, 2, seed(5))));
        assertEquals(sampling == Sampling.GRID, Arrays.deepEquals(points, sampling.unit(20, 2, seed(6))));
        assertTrue(Arrays.stream(points).flatMapToDouble(Arrays::stream).allMatch(u -> 0 <= u && u <= 1));
    }

    @Test
    void gridCountsAlongEachAxis() {
        double[][] points = Sampling.GRID.unit(3, 2, seed(0));
        assertEquals(9, points.length);
        assertArrayEquals(new double[] {0, 0.5}, points[1]);
        assertArrayEquals(new double[] {1, 1}, points[8]);
    }

    @Test
    void spreadIsEvenInEveryPrefix() {
        double[] numbers = Uniform.spread(1000, seed(2));
        for (int n : new int[] {10, 100, 1000}) {
            long low = Arrays.stream(numbers, 0, n).filter(u -> u < 0.3).count();
            assertEquals(0.3 * n, low, 3, "golden ratio: discrepancy of the order log n / n");
        }
    }

    @Test
    void namesOfOptions() {
        for (Sampling sampling : Sampling.values()) {
            assertEquals(sampling, Sampling.of(sampling.toString()));
        }
        UserError error = assertThrows(UserError.class, () -> Sampling.of("halton"));
        assertTrue(error.getMessage().contains("halton") && error.getMessage().contains("sobol"));
        assertFalse(error.getMessage().contains("SOBOL"));
    }
}
