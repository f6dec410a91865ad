package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    @Test
    void linearTicksAreRoundAndInside() {
        Axis axis = Axis.linear(new double[] {3, 97}, 0, 100);
        assertEquals(List.of(20.0, 40.0, 60.0, 80.0), axis.ticks());
        assertEquals(0, axis.at(3));
        assertEquals(100, axis.at(97));
        assertEquals(50, axis.at(50));
    }

    @Test
    void logarithmicTicksArePowers() {
        assertEquals(
                List.of(0.01, 0.1, 1.0, 10.0, 100.0),
                Axis.logarithmic(new double[] {0.01, 100}, 0, 1).ticks());
        assertEquals(
                List.of(2.0, 5.0, 10.0),
                Axis.logarithmic(new double[] {2, 12}, 0, 1).ticks());
        Axis axis = Axis.logarithmic(new double[] {1, 100}, 0, 200);
        assertEquals(100, axis.at(10), 1e-9);
    }

    @Test
    void constantsHaveAnAxisToo() {
        assertEquals(0.5, Axis.linear(new double[] {7, 7}, 0, 1).at(7));
        assertTrue(Double.isFinite(Axis.logarithmic(new double[] {7, 7}, 0, 1).at(7)));
    }

    @Test
    void longCurvesAreThinnedByMeans() {
        List<Map<String, Double>> rows = IntStream.range(0, 1600)
                .mapToObj(i -> Map.of("step", (double) i, "v", (double) (i % 4)))
                .toList();
        Chart chart = Chart.of("v", rows, "v", false);
        assertEquals(400, chart.points().size());
        assertTrue(chart.points().stream().allMatch(point -> point[1] == 1.5));
    }

    @Test
    void whatALogarithmCannotShowIsLeftOut() {
        List<Map<String, Double>> rows =
                List.of(Map.of("step", 1.0, "v", 0.0), Map.of("step", 2.0, "v", 1.0), Map.of("step", 3.0, "w", 1.0));
        assertEquals(1, Chart.of("v", rows, "v", true).points().size());
        assertEquals("", Chart.of("v", rows, "v", true).svg());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.05,0.05", "0.0001,1e-04", "31.5,31.5", "2000,2000", "30000,30 k", "-2,-2"})
    void labelsAreShort(double value, String expected) {
        assertEquals(expected, Chart.label(value));
    }
}
