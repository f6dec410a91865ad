package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricCurvesTest {
    private static Map<String, Double> row(double step, Object... columns) {
        Map<String, Double> row = new LinkedHashMap<>(Map.of("step", step));
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], ((Number) columns[i + 1]).doubleValue());
        }
        return row;
    }

    private static List<Panel> charts(List<Map<String, Double>> rows) {
        List<Figure> figures = new MetricCurves(rows).figures();
        return figures.stream().map(figure -> figure.panels().getFirst()).toList();
    }

    @Test
    void longCurvesAreThinnedByMeans() {
        List<Map<String, Double>> rows = IntStream.range(0, 1600)
                .mapToObj(i -> Map.of("step", (double) i, "v", (double) (i % 4)))
                .toList();
        Curve curve = new MetricCurves(rows).curve("v", 0, "step", "v", false).orElseThrow();
        assertEquals(400, curve.x().length);
        assertEquals(3, curve.x()[0]);
        assertTrue(Arrays.stream(curve.y()).allMatch(mean -> mean == 1.5));
    }

    @Test
    void whatALogarithmCannotShowIsLeftOut() {
        List<Map<String, Double>> rows =
                List.of(Map.of("step", 1.0, "v", 0.0), Map.of("step", 2.0, "v", 1.0), Map.of("step", 3.0, "w", 1.0));
        assertEquals(Optional.empty(), new MetricCurves(rows).curve("v", 0, "step", "v", true));
        assertEquals(
                2,
                new MetricCurves(rows)
                        .curve("v", 0, "step", "v", false)
                        .orElseThrow()
                        .x()
                        .length);
    }

    @Test
    void aLossIsFaintBelowItsRunningMean() {
        List<Map<String, Double>> rows = IntStream.range(0, 200)
                .mapToObj(i -> row(i, "loss", i % 2 == 0 ? 1 : 3))
                .toList();
        Panel loss = charts(rows).getFirst();
        assertTrue(loss.y().logarithmic());
        Curve raw = (Curve) loss.marks().getFirst();
        Curve mean = (Curve) loss.marks().getLast();
        assertTrue(raw.stroke().opacity() < 0.5 && mean.stroke().opacity() == 1);
        assertEquals(3, raw.y()[1]);
        assertEquals(2, mean.y()[100], 0.2);
        assertArrayEquals(new double[] {7, 7, 7}, MetricCurves.smoothed(new double[] {7, 7, 7}), 1e-12);
    }

    @Test
    void everyTermOfTheLossIsDrawn() {
        List<Panel> drawn = charts(List.of(
                row(1, "loss", 2, "loss.a", 1, "loss.b", 1, "causal.least", 0.1, "coefficient.nu", 1),
                row(2, "loss", 1, "loss.a", 0.5, "loss.b", 0.5, "causal.least", 0.9, "coefficient.nu", 2)));
        assertEquals(
                List.of("loss", "terms of the loss", "least causal weight", "coefficient nu"),
                drawn.stream().map(Panel::title).toList());
        assertEquals(
                List.of("a", "b"),
                drawn.get(1).marks().stream().map(Mark::label).toList());
        assertEquals(
                List.of(0.5, 2.0),
                List.of(
                        ((Curve) drawn.get(1).marks().getLast()).y()[1],
                        ((Curve) drawn.get(3).marks().getFirst()).y()[1]));
    }

    @Test
    void theStepOfTheStoppingCriterionIsMarked() {
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            rows.add(row(100 * i, "causal.least", 0.1 * i, "causal.met", i == 4 || i == 5 || i > 8 ? 1 : 0));
        }
        List<Rule> marks = charts(rows).getFirst().marks().stream()
                .filter(Rule.class::isInstance)
                .map(Rule.class::cast)
                .toList();
        assertEquals(List.of(400.0, 900.0), marks.stream().map(Rule::at).toList());
        assertTrue(marks.stream().allMatch(Rule::upright));
        assertEquals(
                List.of("criterion met", ""), marks.stream().map(Rule::label).toList(), "named once");
    }
}
