package io.fieldwork.pde.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferentiationTest {
    private static double[] product(double[][] matrix, GridAxis axis, DoubleUnaryOperator function) {
        double[] result = new double[axis.size()];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[i] += matrix[i][j] * function.applyAsDouble(axis.at(j));
            }
        }
        return result;
    }

    /** The weights that every textbook prints. */
    @Test
    void differencesHaveTheirWeights() {
        GridAxis unit = GridAxis.interval("x", 0, 6, 7);
        Differentiation second = Differentiation.differences(2);
        double[][] slope = second.matrix(unit, 1);
        assertArrayEquals(new double[] {-1.5, 2, -0.5, 0, 0, 0, 0}, slope[0], 1e-15);
        assertArrayEquals(new double[] {0, 0, -0.5, 0, 0.5, 0, 0}, slope[3], 1e-15);
        double[][] curvature = second.matrix(unit, 2);
        assertArrayEquals(new double[] {2, -5, 4, -1, 0, 0, 0}, curvature[0], 1e-14);
        assertArrayEquals(new double[] {0, 0, 1, -2, 1, 0, 0}, curvature[3], 1e-15);
        double[][] fourth = Differentiation.differences(4).matrix(unit, 1);
        assertArrayEquals(new double[] {0, 1 / 12., -8 / 12., 0, 8 / 12., -1 / 12., 0}, fourth[3], 1e-15);
        GridAxis circle = GridAxis.periodic("x", 0, 6, 6);
        assertArrayEquals(new double[] {0, 0.5, 0, 0, 0, -0.5}, second.matrix(circle, 1)[0], 1e-15);
        assertThrows(IllegalArgumentException.class, () -> Differentiation.differences(3));
        assertThrows(
                IllegalArgumentException.class,
                () -> Differentiation.differences(6).matrix(unit, 2));
    }

    /** Polynomials below the number of points are differentiated exactly, on uneven points too. */
    @Test
    void differencesAreExactForPolynomials() {
        GridAxis uneven = GridAxis.of("x", -1, -0.7, -0.1, 0.3, 0.35, 0.9, 1.6, 2);
        double[] first = product(Differentiation.differences(4).matrix(uneven, 1), uneven, x -> x * x * x * x - x);
        double[] third = product(Differentiation.differences(2).matrix(uneven, 3), uneven, x -> x * x * x * x - x);
        for (int i = 0; i < first.length; i++) {
            double x = uneven.at(i);
            assertEquals(4 * x * x * x - 1, first[i], 1e-11);
            assertEquals(24 * x, third[i], 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8})
    void spectralIsExactForTrigonometricPolynomials(int points) {
        GridAxis circle = GridAxis.periodic("x", -1, 2, points);
        DoubleUnaryOperator wave = x -> Math.sin(3 * Math.PI * x + 0.2) + Math.cos(Math.PI * x);
        double k = 3 * Math.PI;
        double[] first = product(Differentiation.spectral().matrix(circle, 1), circle, wave);
        double[] fourth = product(Differentiation.spectral().matrix(circle, 4), circle, wave);
        for (int i = 0; i < points; i++) {
            double x = circle.at(i);
            assertEquals(k * Math.cos(k * x + 0.2) - Math.PI * Math.sin(Math.PI * x), first[i], 1e-12);
            double expected = Math.pow(k, 4) * Math.sin(k * x + 0.2) + Math.pow(Math.PI, 4) * Math.cos(Math.PI * x);
            assertEquals(expected, fourth[i], 1e-10 * Math.pow(k, 4));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Differentiation.spectral().matrix(GridAxis.interval("x", 0, 1, 8), 1));
    }
}
