package io.fieldwork.fields.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DistanceGridTest {
    private static final Draws DRAWS = Draws.of(1, "grid", 0);

    @Test
    void theTransformFindsTheNearestZero() {
        int n = 13;
        double[] steps = {0.5, 1, 1.7};
        double[] values = new double[n * n * n];
        Arrays.fill(values, Double.POSITIVE_INFINITY);
        int[] zeros = new int[9];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = (int) DRAWS.below(i, values.length);
            values[zeros[i]] = 0;
        }
        DistanceTransform.squares(values, n, steps);
        for (int i = 0; i < values.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int zero : zeros) {
                double x = (i % n - zero % n) * steps[0];
                double y = (i / n % n - zero / n % n) * steps[1];
                double z = (i / n / n - zero / n / n) * steps[2];
                least = Math.min(least, x * x + y * y + z * z);
            }
            assertEquals(least, values[i], 1e-9);
        }
    }

    /** No point of an occupied cell is nearer than the grid says, and the grid says no less than two diagonals of a cell below it. */
    @Test
    void theGridIsConservative() {
        Box box = new Box(-1, -1, -1, 1, 1, 1.5f);
        DistanceGrid grid = DistanceGrid.of((x, y, z) -> x * x + y * y + z * z < 0.09, box, 40);
        double[] points = new double[3 * 4000];
        for (int i = 0; i < points.length; i++) {
            points[i] = 2.6 * DRAWS.uniform(i) - 1.3;
        }
        double[] values = new double[4000];
        double[] slopes = new double[points.length];
        grid.at(points, 4000, values, slopes);
        double cell = Math.sqrt(2 * 0.05 * 0.05 + 0.0625 * 0.0625);
        int pointing = 0;
        for (int i = 0; i < 4000; i++) {
            double radius = Math.hypot(Math.hypot(points[3 * i], points[3 * i + 1]), points[3 * i + 2]);
            assertTrue(values[i] <= Math.max(radius - 0.3 + cell / 2, 0) + 1e-6, values[i] + " at " + radius);
            boolean inside = Math.abs(points[3 * i]) < 1 && Math.abs(points[3 * i + 1]) < 1 && points[3 * i + 2] > -1;
            if (inside && radius > 0.3 + cell) {
                assertTrue(values[i] >= radius - 0.3 - 2.5 * cell, values[i] + " at " + radius);
                double along = 0;
                for (int k = 0; k < 3; k++) {
                    along += slopes[3 * i + k] * points[3 * i + k] / radius;
                }
                pointing += along > 0.8 ? 1 : 0;
            }
            if (radius < 0.3 - 3 * cell) {
                assertTrue(values[i] < 0);
            }
        }
        assertTrue(pointing > 1500, pointing + " gradients point away");
    }

    @Test
    void anEmptyBoxIsFarFromEverything() {
        DistanceGrid grid = DistanceGrid.of((x, y, z) -> false, Box.cube(1), 4);
        double[] value = new double[1];
        double[] slope = new double[3];
        grid.at(new double[3], 1, value, slope);
        assertEquals(2 * Math.sqrt(3), value[0], 1e-5);
        assertEquals(0, slope[0]);
    }
}
