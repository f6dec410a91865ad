package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.solver.CosineField;
import io.fieldwork.pde.data.solver.CosineSeries;
import io.fieldwork.pde.data.solver.PeriodicField;
import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomFieldsTest {
    private static final int FIELDS = 2000;

    private static double basis(int k, double x) {
        return k == 0 ? 1 : Math.sqrt(2) * Math.cos(Math.PI * k * x);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 12})
    void cosinesAreSummed(int size) {
        Draws draws = Draws.of(1, "coefficients", 0);
        double[] coefficients =
                IntStream.range(0, size * size).mapToDouble(draws::normal).toArray();
        double[] values = new double[size * size];
        new CosineSeries(size).evaluate(coefficients, values);
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                for (int l = 0; l < size; l++) {
                    sum += coefficients[k * size + l]
                            * basis(k, (double) (i / size) / (size - 1))
                            * basis(l, (double) (i % size) / (size - 1));
                }
            }
            assertEquals(sum, values[i], 1e-12);
        }
    }

    /** At every vertex the variance is the sum of the variances of the coefficients times the squared cosines. */
    @Test
    void theVarianceOfACosineFieldIsTheAnalyticOne() {
        int size = 9;
        CosineField field = new CosineField(2, 3);
        double[] deviations = field.deviations(size);
        assertEquals(3 / (Math.PI * Math.PI * 5 + 9), field.deviation(1, 2), 1e-15);
        double[] squares = new double[size * size];
        double[] values = new double[size * size];
        CosineSeries series = new CosineSeries(size);
        for (int i = 0; i < FIELDS; i++) {
            series.evaluate(CosineField.draw(deviations, size, Draws.of(7, "field", i)), values);
            for (int j = 0; j < values.length; j++) {
                squares[j] += values[j] * values[j] / FIELDS;
            }
        }
        for (int vertex : new int[] {0, 13, 40}) {
            double expected = 0;
            for (int k = 0; k < size; k++) {
                for (int l = 0; l < size; l++) {
                    double share =
                            deviations[k * size + l] * basis(k, vertex / size / 8.0) * basis(l, vertex % size / 8.0);
                    expected += share * share;
                }
            }
            assertEquals(expected, squares[vertex], 6 * expected * Math.sqrt(2.0 / FIELDS));
        }
    }

    /** Coefficients belong to wavenumbers, not to places in an array. */
    @Test
    void gridsOfAllSizesSeeTheSameCosineField() {
        double[] few = CosineField.draw(new CosineField(2, 5).deviations(7), 7, Draws.of(3, "field", 5));
        double[] many = CosineField.draw(new CosineField(2, 5).deviations(20), 20, Draws.of(3, "field", 5));
        for (int k = 0; k < 7; k++) {
            assertArrayEquals(Arrays.copyOfRange(few, 7 * k, 7 * k + 7), Arrays.copyOfRange(many, 20 * k, 20 * k + 7));
        }
    }

    /** Scale² Σ (|κ|² + τ²)^-α over the wavevectors that are kept, by hand. */
    @ParameterizedTest
    @CsvSource({"true, 12", "false, 24"})
    void theVarianceOfAPeriodicFieldIsTheAnalyticOne(boolean plane, int points) {
        FourierGrid grid =
                plane ? FourierGrid.square(0, 1, points) : new FourierGrid(GridAxis.periodic("x", 0, 1, points));
        PeriodicField field = new PeriodicField(2.5, 7, 18);
        double expected = 0;
        int highest = (points - 1) / 3;
        for (int k = -highest; k <= highest; k++) {
            for (int l = plane ? -highest : 0; l <= (plane ? highest : 0); l++) {
                if (k != 0 || l != 0) {
                    double squared = 4 * Math.PI * Math.PI * (k * k + l * l) + 49;
                    expected += 18 * 18 * Math.pow(squared, -2.5);
                }
            }
        }
        double square = 0;
        double[] values = new double[grid.points()];
        for (int i = 0; i < FIELDS; i++) {
            grid.inverse(field.draw(grid, plane, Draws.of(2, "field", i)), 0, values);
            assertEquals(0, Arrays.stream(values).sum(), 1e-10);
            square += Arrays.stream(values).map(v -> v * v).average().orElseThrow() / FIELDS;
        }
        assertEquals(expected, square, 0.05 * expected);
    }

    /** A spectrum that the transform gives back is that of a real field. */
    @Test
    void gridsOfAllSizesSeeTheSameRealPeriodicField() {
        PeriodicField field = new PeriodicField(8, 7, 18);
        Draws draws = Draws.of(2, "field", 0);
        double[][] values = new double[2][];
        for (int i = 0; i < 2; i++) {
            FourierGrid grid = FourierGrid.square(0, 1, 24 << i);
            double[] spectrum = field.draw(grid, true, draws);
            values[i] = new double[grid.points()];
            grid.inverse(spectrum, 0, values[i]);
            double[] back = new double[spectrum.length];
            grid.forward(values[i], back, 0);
            assertArrayEquals(spectrum, back, 1e-12);
        }
        double largest = Arrays.stream(values[0]).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < values[0].length; i++) {
            assertEquals(values[1][i / 24 * 2 * 48 + i % 24 * 2], values[0][i], 1e-4 * largest);
        }
    }
}
