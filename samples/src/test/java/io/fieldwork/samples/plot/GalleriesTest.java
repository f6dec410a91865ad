package io.fieldwork.samples.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Curves;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Heatmap;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Legend;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Streaks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Scenes of solutions in closed form. */
class GalleriesTest {
    private static final GridAxis TIME = GridAxis.interval("t", 0, 2, 41);
    private static final GridAxis X = GridAxis.interval("x", -1, 1, 101);

    private static double[] values(List<GridAxis> axes, ToDoubleFunction<double[]> function) {
        int size = axes.stream().mapToInt(GridAxis::size).reduce(1, (a, b) -> a * b);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double[] point = new double[axes.size()];
            for (int k = point.length - 1, rest = i; k >= 0; k--) {
                point[k] = axes.get(k).at(rest % axes.get(k).size());
                rest /= axes.get(k).size();
            }
            values[i] = function.applyAsDouble(point);
        }
        return values;
    }

    private static double wave(double t, double x) {
        return Math.sin(Math.PI * x) * Math.exp(-t);
    }

    /** The wave with an error of 0.01 t. */
    private static Gallery waves() {
        List<GridAxis> axes = List.of(TIME, X);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> wave(p[0], p[1]) + 0.01 * p[0]));
        columns.put("u_reference", values(axes, p -> wave(p[0], p[1])));
        return Galleries.of(new GridSolution(axes, columns));
    }

    private static <T extends Item> T only(Scene scene, Class<T> type) {
        List<T> found =
                scene.items().stream().filter(type::isInstance).map(type::cast).toList();
        assertEquals(1, found.size(), type.getSimpleName());
        return found.getFirst();
    }

    private static boolean says(Scene scene, String text) {
        return scene.items().stream()
                .anyMatch(item -> item instanceof Label label && label.text().contains(text));
    }

    @Test
    void aMapOverTimeAndSpaceHoldsTheSolution() {
        Gallery gallery = waves();
        assertEquals(List.of("space-time", "profile", "error", "truth"), gallery.modes());
        assertEquals(41, gallery.times().size());
        assertTrue(gallery.bounds().flat());
        Scene scene = gallery.scene("space-time", 10);
        Heatmap map = only(scene, Heatmap.class);
        int nx = map.grid().nx();
        int ny = map.grid().ny();
        for (int i = 0; i < nx * ny; i++) {
            double t = 2 * (i % nx + 0.5) / nx;
            double x = -1 + 2 * (i / nx + 0.5) / ny;
            assertEquals(wave(t, x) + 0.01 * t, map.grid().values()[i], 2e-3);
        }
        assertEquals(Colormap.COOLWARM, map.palette().colormap());
        assertEquals(1, map.palette().high(), 0.02);
        assertEquals(-map.palette().high(), map.palette().low());
        assertEquals(map.palette(), only(scene, Legend.class).palette());
        assertTrue(says(scene, "t = 0.5"));
    }

    @Test
    void aLineStandsAtTheInstant() {
        Scene scene = waves().scene("space-time", 10);
        Heatmap map = only(scene, Heatmap.class);
        float x = map.plane().origin().x() + map.plane().across().x() * 0.25f;
        assertTrue(
                scene.items().stream()
                        .anyMatch(item -> item instanceof Curves curves
                                && curves.lines().getFirst().length == 6
                                && Math.abs(curves.lines().getFirst()[0] - x) < 1e-5
                                && Math.abs(curves.lines().getFirst()[3] - x) < 1e-5),
                "a quarter of the time is over");
    }

    @Test
    void errorsAreDistancesFromTheReference() {
        Heatmap map = only(waves().scene("error", 0), Heatmap.class);
        int nx = map.grid().nx();
        for (int i = 0; i < map.grid().values().length; i++) {
            assertEquals(0.02 * (i % nx + 0.5) / nx, map.grid().values()[i], 1e-5);
        }
        assertEquals(Colormap.MAGMA, map.palette().colormap());
    }

    @Test
    void aProfileIsTheSolutionOfItsInstant() {
        Scene scene = waves().scene("profile", 20);
        List<float[]> lines = scene.items().stream()
                .filter(Curves.class::isInstance)
                .flatMap(item -> ((Curves) item).lines().stream())
                .filter(line -> line.length == 3 * X.size())
                .toList();
        assertEquals(2, lines.size(), "reference and solution");
        float[] truth = lines.getFirst();
        float[] found = lines.getLast();
        // u is 0 at x = 0, so the reference's height there is that of the axis' zero; the scale follows from x = 1/2
        double zero = truth[3 * 50 + 1];
        double unit = (truth[3 * 75 + 1] - zero) / wave(1, 0.5);
        for (int i = 0; i < X.size(); i++) {
            assertEquals(1.5 * X.at(i), truth[3 * i], 1e-5);
            assertEquals(zero + unit * wave(1, X.at(i)), truth[3 * i + 1], 1e-5);
            assertEquals(zero + unit * (wave(1, X.at(i)) + 0.01), found[3 * i + 1], 1e-5);
        }
    }

    @Test
    void aFlowHasMagnitudeStreaksAndGlyphs() {
        List<GridAxis> axes =
                List.of(GridAxis.of("t", 0, 1), GridAxis.interval("x", 0, 2, 33), GridAxis.interval("y", 0, 1, 17));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> (1 + p[0]) * 3));
        columns.put("v", values(axes, p -> (1 + p[0]) * 4));
        columns.put("p", values(axes, p -> p[1] - p[2]));
        columns.put("u_reference", values(axes, p -> 3));
        Gallery gallery = Galleries.of(new GridSolution(axes, columns));
        assertEquals(List.of("magnitude", "streaks", "glyphs", "u", "v", "p", "error u", "truth u"), gallery.modes());
        assertEquals(List.of(0.0, 1.0), gallery.times());
        Heatmap speed = only(gallery.scene("magnitude", 1), Heatmap.class);
        for (float value : speed.grid().values()) {
            assertEquals(10, value, 1e-5);
        }
        assertEquals(2 * speed.plane().upward().y(), speed.plane().across().x(), 1e-5, "the same scale");
        assertEquals(4, only(gallery.scene("streaks", 0), Streaks.class).grid().vectors()[1], 1e-5);
        Glyphs arrows = only(gallery.scene("glyphs", 1), Glyphs.class);
        assertEquals(6, arrows.vectors()[0], 1e-5);
        assertEquals(8, arrows.vectors()[1], 1e-5);
        float[] error = only(gallery.scene("error u", 1), Heatmap.class).grid().values();
        assertEquals(3, error[error.length / 2], 1e-5);
    }

    @Test
    void aHoleStaysEmpty() {
        List<GridAxis> axes = List.of(GridAxis.interval("x", -1, 1, 65), GridAxis.interval("y", -1, 1, 65));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> Math.hypot(p[0], p[1]) < 0.5 ? Double.NaN : p[0]));
        Gallery gallery = Galleries.of(new GridSolution(axes, columns));
        assertEquals(List.of(), gallery.times());
        Heatmap map = only(gallery.scene("u", 0), Heatmap.class);
        int nx = map.grid().nx();
        for (int i = 0; i < map.grid().values().length; i++) {
            double x = -1 + 2 * (i % nx + 0.5) / nx;
            double y = -1 + 2 * (i / nx + 0.5) / map.grid().ny();
            double r = Math.hypot(x, y);
            float value = map.grid().values()[i];
            if (r < 0.45 || r > 0.55) {
                assertEquals(r < 0.5, Float.isNaN(value), "at " + x + ", " + y);
            }
            assertTrue(Float.isNaN(value) || Math.abs(value - x) < 0.04, "at " + x + ", " + y);
        }
    }

    @Test
    void threeUnknownsOfTimeAreACurveInSpace() {
        GridAxis time = GridAxis.interval("t", 0, 3, 301);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", values(List.of(time), p -> Math.cos(2 * Math.PI * p[0])));
        columns.put("y", values(List.of(time), p -> Math.sin(2 * Math.PI * p[0])));
        columns.put("z", values(List.of(time), p -> p[0] / 3 - 0.5));
        Gallery gallery = Galleries.of(new GridSolution(List.of(time), columns));
        assertEquals(List.of("space", "time"), gallery.modes());
        Points now = only(gallery.scene("space", 125), Points.class);
        assertEquals(0, now.positions()[0], 1e-4, "t = 1.25");
        assertEquals(1, now.positions()[1], 1e-4);
        assertEquals(1.25 / 3 - 0.5, now.positions()[2], 1e-4);
        Scene charts = gallery.scene("time", 0);
        assertTrue(says(charts, "x, y, z at t = 0"));
        assertEquals(
                3,
                charts.items().stream()
                        .filter(item ->
                                item instanceof Curves curves && curves.lines().getFirst().length == 3 * 301)
                        .count());
    }

    @Test
    void oneOrTwoUnknownsOfTimeAreCurves() {
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(List.of(TIME), p -> Math.exp(-p[0])));
        Gallery gallery = Galleries.of(new GridSolution(List.of(TIME), columns));
        assertEquals(List.of("profile"), gallery.modes());
        assertEquals(41, gallery.times().size());
    }

    @Test
    void spaceIsRefused() {
        List<GridAxis> axes = List.of(GridAxis.of("x", 0, 1), GridAxis.of("y", 0, 1), GridAxis.of("z", 0, 1));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", new double[8]);
        UserError error = assertThrows(UserError.class, () -> Galleries.of(new GridSolution(axes, columns)));
        assertTrue(error.getMessage().contains("3 coordinates in space (x, y, z)"), error.getMessage());
    }
}
