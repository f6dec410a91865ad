package io.fieldwork.pde.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FourierGridTest {
    @Test
    void transformsThereAndBack() {
        for (GridAxis[] axes : new GridAxis[][] {
            {GridAxis.periodic("x", -1, 2, 24)}, {GridAxis.periodic("x", 0, 3, 12), GridAxis.periodic("y", -1, 2, 20)}
        }) {
            FourierGrid grid = new FourierGrid(axes);
            double[] values = random(grid.points());
            double[] back = new double[values.length];
            grid.inverse(grid.forward(values), 0, back);
            assertArrayEquals(values, back, 1e-14);
        }
    }

    @Test
    void agreesWithTheSumOfItsDefinition() {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", 0, 1, 6), GridAxis.periodic("y", 0, 1, 8));
        double[] values = random(grid.points());
        double[] spectrum = grid.forward(values);
        for (int m = 0; m < grid.modes(); m++) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < values.length; i++) {
                double angle = -2 * Math.PI * (grid.order(m, 0) * (i / 8) / 6.0 + grid.order(m, 1) * (i % 8) / 8.0);
                re += values[i] * Math.cos(angle);
                im += values[i] * Math.sin(angle);
            }
            assertEquals(re, spectrum[2 * m], 1e-13);
            assertEquals(im, spectrum[2 * m + 1], 1e-13);
        }
    }

    @Test
    void differentiatesWavesExactly() {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", -1, 2, 16), GridAxis.periodic("y", 0, 5, 12));
        GridAxis x = grid.axes().getFirst();
        GridAxis y = grid.axes().getLast();
        double a = 3 * Math.PI;
        double b = 2 * Math.PI * 2 / 5;
        double[] values = new double[grid.points()];
        double[] expected = new double[grid.points()];
        Arrays.setAll(values, i -> Math.sin(a * x.at(i / 12)) * Math.cos(b * y.at(i % 12)));
        Arrays.setAll(expected, i -> a * Math.cos(a * x.at(i / 12)) * Math.cos(b * y.at(i % 12)));
        double[] spectrum = grid.forward(values);
        double[] k = grid.oddWavenumbers(0);
        for (int m = 0; m < k.length; m++) {
            double re = spectrum[2 * m];
            spectrum[2 * m] = -k[m] * spectrum[2 * m + 1];
            spectrum[2 * m + 1] = k[m] * re;
        }
        grid.inverse(spectrum, 0, values);
        assertArrayEquals(expected, values, 1e-12);
    }

    @Test
    void leavesTheHighestModeOutOfOddDerivatives() {
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", 0, 2 * Math.PI, 8));
        assertArrayEquals(new double[] {0, 1, 2, 3, 0}, grid.oddWavenumbers(0), 1e-15);
        assertArrayEquals(new double[] {0, 1, 4, 9, 16}, grid.squaredWavenumbers(), 1e-14);
        assertArrayEquals(new double[] {1, 1, 1, 0, 0}, grid.twoThirds(), 0);
    }

    @Test
    void refusesOddSizesAndOpenAxes() {
        assertThrows(IllegalArgumentException.class, () -> new FourierGrid(GridAxis.periodic("x", 0, 1, 7)));
        assertThrows(IllegalArgumentException.class, () -> new FourierGrid(GridAxis.interval("x", 0, 1, 8)));
    }

    private static double[] random(int size) {
        Draws draws = Draws.of(3, "grid", 0);
        double[] values = new double[size];
        Arrays.setAll(values, i -> draws.normal(i));
        return values;
    }
}
