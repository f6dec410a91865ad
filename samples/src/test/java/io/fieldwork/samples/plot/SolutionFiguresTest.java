package io.fieldwork.samples.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.scene.Colormap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SolutionFiguresTest {
    private static SolutionFigures figures(List<GridAxis> axes, double[] found, double[] truth) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", found);
        columns.put("u_reference", truth);
        return new SolutionFigures(new GridSolution(axes, columns));
    }

    private static Cells cells(Panel panel) {
        return (Cells) panel.marks().getFirst();
    }

    @Test
    void truthAndPredictionShareTheirColoursAndTheErrorDivergesFromZero() {
        List<GridAxis> axes = List.of(GridAxis.of("t", 0, 1, 10), GridAxis.of("x", 0, 1));
        Figure figure = figures(axes, new double[] {0, 1, 2, 3, 4, 9}, new double[] {0, 1, 2, 3, 4, 5})
                .comparison("u");
        List<String> titles = figure.panels().stream().map(Panel::title).toList();
        assertEquals(List.of("truth", "prediction", "prediction − truth"), titles);
        Cells truth = cells(figure.panels().get(0));
        Cells error = cells(figure.panels().get(2));
        assertArrayEquals(new double[] {0, 0.5, 5.5, 10}, truth.x(), 1e-12, "uneven steps are true to scale");
        assertArrayEquals(new double[] {0, 2, 4, 1, 3, 5}, truth.values());
        assertEquals(truth.scale(), cells(figure.panels().get(1)).scale());
        assertEquals(6.25, truth.scale().axis().range().orElseThrow().high(), "a quarter beyond the truth");
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 4}, error.values());
        assertEquals(Colormap.COOLWARM, error.scale().colormap());
        assertEquals(-4, error.scale().axis().range().orElseThrow().low());
        assertEquals(4, error.scale().axis().range().orElseThrow().high());
    }

    @Test
    void ofThreeCoordinatesTheLastOfTheFirstIsShown() {
        List<GridAxis> axes = List.of(GridAxis.of("t", 0, 1), GridAxis.of("x", 0, 1), GridAxis.periodic("y", 0, 4, 2));
        double[] values = IntStream.range(0, 8).asDoubleStream().toArray();
        Cells map = cells(figures(axes, values, values).map("u").panels().getFirst());
        assertArrayEquals(new double[] {4, 6, 5, 7, 4, 6}, map.values(), "the end of a period is its beginning");
        assertArrayEquals(new double[] {0, 1, 3, 4}, map.y());
    }

    @Test
    void slicesAreThoseOfTheirTimes() {
        List<GridAxis> axes = List.of(GridAxis.interval("t", 0, 8, 9), GridAxis.of("x", 0, 1));
        double[] found = IntStream.range(0, 18).mapToDouble(i -> i / 2 + 0.5).toArray();
        double[] truth = IntStream.range(0, 18).mapToDouble(i -> i / 2).toArray();
        Panel panel = figures(axes, found, truth).slices("u").panels().getFirst();
        assertEquals(10, panel.marks().size());
        for (int i = 0; i < 5; i++) {
            Curve broad = (Curve) panel.marks().get(2 * i);
            Curve thin = (Curve) panel.marks().get(2 * i + 1);
            assertArrayEquals(new double[] {2 * i, 2 * i}, broad.y());
            assertArrayEquals(new double[] {2 * i + 0.5, 2 * i + 0.5}, thin.y());
            assertEquals("t = " + 2 * i, thin.label());
            assertTrue(broad.stroke().width() > 2 * thin.stroke().width());
        }
    }

    @Test
    void theSpectrumOfAWaveIsOneLine() {
        double[] wave = IntStream.range(0, 64)
                .mapToDouble(j -> 3 * Math.cos(2 * Math.PI * 5 * j / 64) + 1)
                .toArray();
        double[] amplitudes = SolutionFigures.amplitudes(wave, true);
        assertEquals(33, amplitudes.length);
        for (int k = 0; k < amplitudes.length; k++) {
            assertEquals(k == 0 ? 1 : k == 5 ? 1.5 : 0, amplitudes[k], 1e-12);
        }
    }

    @Test
    void aWindowKeepsEndsFromSpreading() {
        double[] ramp = IntStream.range(0, 256).mapToDouble(j -> j / 255.0).toArray();
        assertTrue(SolutionFigures.amplitudes(ramp, false)[100] < 1e-3 * SolutionFigures.amplitudes(ramp, true)[100]);
    }
}
