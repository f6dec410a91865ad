package io.fieldwork.samples.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.scene.ScalarGrid;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class RasterTest {
    private static double[] table(GridAxis across, GridAxis upward, DoubleBinaryOperator function) {
        double[] values = new double[across.size() * upward.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(across.at(i / upward.size()), upward.at(i % upward.size()));
        }
        return values;
    }

    @Test
    void linearFunctionsAreKeptOnAnyGrid() {
        GridAxis x = GridAxis.of("x", 1, 1.5, 3, 3.25, 5);
        GridAxis y = GridAxis.of("y", -2, 0, 0.5);
        double[] values = table(x, y, (a, b) -> 3 * a - 2 * b + 1);
        ScalarGrid grid = new Raster(x, y, 7, 4).of(values, 0);
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 7; i++) {
                double a = 1 + 4 * (i + 0.5) / 7;
                double b = -2 + 2.5 * (j + 0.5) / 4;
                assertEquals(3 * a - 2 * b + 1, grid.values()[j * 7 + i], 1e-5);
            }
        }
    }

    @Test
    void aPeriodicAxisGoesOnWithItsBeginning() {
        GridAxis x = GridAxis.periodic("x", 0, 4, 4);
        GridAxis y = GridAxis.interval("y", 0, 1, 2);
        double[] values = table(x, y, (a, b) -> a == 0 ? 8 : 0);
        ScalarGrid grid = new Raster(x, y, 8, 1).of(values, 0);
        assertArrayEquals(new float[] {6, 2, 0, 0, 0, 0, 2, 6}, grid.values(), 1e-6f);
    }

    @Test
    void cellsAreEmptyWhereTheNearestPointIs() {
        GridAxis x = GridAxis.interval("x", 0, 4, 5);
        GridAxis y = GridAxis.interval("y", 0, 1, 2);
        double[] values = table(x, y, (a, b) -> a == 2 ? Double.NaN : 1);
        float[] cells = new Raster(x, y, 8, 1).of(values, 0).values();
        for (int i = 0; i < 8; i++) {
            double place = (i + 0.5) / 2;
            assertEquals(Math.abs(place - 2) < 0.5, Float.isNaN(cells[i]), "at " + place);
            assertTrue(Float.isNaN(cells[i]) || cells[i] == 1, "at " + place);
        }
    }

    @Test
    void aThinnedAxisKeepsItsEndsAndTheirValues() {
        GridAxis t = GridAxis.interval("t", 0, 1, 11);
        GridAxis x = GridAxis.periodic("x", 0, 6, 12);
        double[] all = table(t, x, (a, b) -> 100 * a + b);
        List<Thinned> axes = List.of(Thinned.of(t, 4), Thinned.of(x, 5));
        GridAxis times = axes.getFirst().axis();
        GridAxis places = axes.getLast().axis();
        assertEquals(4, times.size());
        assertEquals(0, times.at(0));
        assertEquals(1, times.at(3));
        assertEquals(5, places.size());
        assertEquals(6, places.period());
        assertArrayEquals(table(times, places, (a, b) -> 100 * a + b), Thinned.values(axes, all), 1e-12);
    }
}
