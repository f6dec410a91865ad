package io.fieldwork.samples.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Mark;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.render.figure.Rule;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.scene.Glyphs;
import io.fieldwork.render.scene.Item;
import io.fieldwork.render.scene.Label;
import io.fieldwork.render.scene.Picture;
import io.fieldwork.render.scene.Points;
import io.fieldwork.render.scene.Scene;
import io.fieldwork.render.scene.Streaks;
import io.fieldwork.render.view.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.joml.Vector3f;
import org.junit.jupiter.api.Test;

/** Figures and scenes of solutions in closed form. */
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

    private static Panel chart(Gallery gallery, String mode, int instant) {
        return gallery.view(mode, instant).figure().orElseThrow().panels().getFirst();
    }

    private static Cells map(Gallery gallery, String mode, int instant) {
        return (Cells) chart(gallery, mode, instant).marks().getFirst();
    }

    private static Range range(Cells map) {
        return map.scale().axis().range().orElseThrow();
    }

    @Test
    void aMapOverTimeAndSpaceHoldsTheSolution() {
        Gallery gallery = waves();
        assertEquals(List.of("space-time", "profile", "error", "truth"), gallery.modes());
        assertEquals(41, gallery.times().size());
        assertTrue(gallery.bounds().flat());
        Cells map = map(gallery, "space-time", 10);
        assertEquals(TIME.size(), map.nx());
        assertEquals(X.size(), map.ny());
        for (int i = 0; i < map.values().length; i++) {
            double t = TIME.at(i % TIME.size());
            double x = X.at(i / TIME.size());
            assertEquals(wave(t, x) + 0.01 * t, map.values()[i], 1e-12);
        }
        assertEquals(Colormap.COOLWARM, map.scale().colormap());
        assertEquals(1, range(map).high(), 0.02);
        assertEquals(-range(map).high(), range(map).low());
        assertTrue(chart(gallery, "space-time", 10).title().contains("t = 0.5"));
    }

    @Test
    void aLineStandsAtTheInstant() {
        List<Mark> marks = chart(waves(), "space-time", 10).marks();
        assertEquals(0.5, ((Rule) marks.getLast()).at());
        assertTrue(((Rule) marks.getLast()).upright());
    }

    @Test
    void errorsAreDifferencesFromTheReference() {
        Cells map = map(waves(), "error", 0);
        for (int i = 0; i < map.values().length; i++) {
            assertEquals(0.01 * TIME.at(i % TIME.size()), map.values()[i], 1e-12);
        }
        assertEquals(Colormap.COOLWARM, map.scale().colormap());
        assertEquals(0.02, range(map).high(), 1e-12);
        assertEquals(-0.02, range(map).low(), 1e-12);
    }

    @Test
    void aProfileIsTheSolutionOfItsInstant() {
        List<Mark> marks = chart(waves(), "profile", 20).marks();
        assertEquals(2, marks.size(), "reference and solution");
        Curve truth = (Curve) marks.getFirst();
        Curve found = (Curve) marks.getLast();
        assertTrue(truth.stroke().width() > found.stroke().width());
        for (int i = 0; i < X.size(); i++) {
            assertEquals(X.at(i), truth.x()[i]);
            assertEquals(wave(1, X.at(i)), truth.y()[i], 1e-12);
            assertEquals(wave(1, X.at(i)) + 0.01, found.y()[i], 1e-12);
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
        Cells speed = map(gallery, "magnitude", 1);
        for (double value : speed.values()) {
            assertEquals(10, value, 1e-12);
        }
        assertTrue(chart(gallery, "magnitude", 0).equal(), "the same scale");
        assertEquals(new Range(0, 10), range(speed));
        Streaks streaks = only(gallery.view("streaks", 0).scene(), Streaks.class);
        assertEquals(4, streaks.grid().vectors()[1], 1e-5);
        Glyphs arrows = only(gallery.view("glyphs", 1).scene(), Glyphs.class);
        assertEquals(6, arrows.vectors()[0], 1e-5);
        assertEquals(8, arrows.vectors()[1], 1e-5);
        Panel frame = chart(gallery, "streaks", 0);
        assertEquals(List.of(), frame.marks());
        assertEquals(new Range(0, 2), frame.x().range().orElseThrow());
        Vector3f size =
                new Vector3f(gallery.bounds().high()).sub(gallery.bounds().low());
        assertEquals(2 * size.y, size.x, 1e-5, "the scene fills the chart");
        double[] error = map(gallery, "error u", 1).values();
        assertEquals(3, error[error.length / 2], 1e-12);
    }

    /** Behind a step nothing flows: there is paper, not the colour of standing still. */
    @Test
    void streaksLeaveAHoleEmpty() {
        List<GridAxis> axes = List.of(GridAxis.interval("x", 0, 4, 33), GridAxis.interval("y", 0, 1, 9));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> p[0] < 2 && p[1] < 0.5 ? Double.NaN : 1));
        columns.put("v", values(axes, p -> 0));
        columns.put("p", values(axes, p -> 0));
        List<Item> items = Galleries.of(new GridSolution(axes, columns))
                .view("streaks", 0)
                .scene()
                .items();
        Frame cover = ((Picture) items.getLast()).image();
        int left = cover.width() / 4;
        assertEquals(255, cover.component(left, cover.height() - 2, 3));
        assertEquals(255, cover.component(left, cover.height() - 2, 0));
        assertEquals(0, cover.component(left, 1, 3));
        assertEquals(0, cover.component(3 * left, cover.height() - 2, 3));
    }

    /** A channel of 40 to 1 fills its chart, and its arrows lie along what is drawn. */
    @Test
    void arrowsOfALongChannelFollowTheStretchedChart() {
        List<GridAxis> axes = List.of(GridAxis.interval("x", 0, 40, 33), GridAxis.interval("y", 0, 1, 17));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> 40));
        columns.put("v", values(axes, p -> 1));
        columns.put("p", values(axes, p -> 0));
        Gallery gallery = Galleries.of(new GridSolution(axes, columns));
        Vector3f size =
                new Vector3f(gallery.bounds().high()).sub(gallery.bounds().low());
        assertEquals(1.5 * size.y, size.x, 1e-5);
        float[] arrow = only(gallery.view("glyphs", 0).scene(), Glyphs.class).vectors();
        assertEquals(Math.hypot(40, 1), Math.hypot(arrow[0], arrow[1]), 1e-4, "as long as the speed");
        assertEquals(size.y / size.x, arrow[1] / arrow[0], 1e-5, "from corner to corner");
    }

    /** An orbit of metres on a map: its ends are told apart. */
    @Test
    void endsOfNarrowAxesInSpaceDiffer() {
        GridAxis time = GridAxis.interval("t", 0, 1, 30);
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("x", values(List.of(time), p -> 5.6e6 + 3 * p[0]));
        columns.put("y", values(List.of(time), p -> -2 * p[0]));
        columns.put("z", values(List.of(time), p -> p[0]));
        List<String> labels =
                Galleries.of(new GridSolution(List.of(time), columns)).view("space", 0).scene().items().stream()
                        .filter(Label.class::isInstance)
                        .map(item -> ((Label) item).text())
                        .toList();
        assertTrue(labels.contains("x: 5600000 to 5600003"), labels.toString());
        assertTrue(labels.contains("y: −2 to 0"), labels.toString());
    }

    @Test
    void aHoleStaysEmpty() {
        List<GridAxis> axes = List.of(GridAxis.interval("x", -1, 1, 65), GridAxis.interval("y", -1, 1, 65));
        SequencedMap<String, double[]> columns = new LinkedHashMap<>();
        columns.put("u", values(axes, p -> Math.hypot(p[0], p[1]) < 0.5 ? Double.NaN : p[0]));
        Gallery gallery = Galleries.of(new GridSolution(axes, columns));
        assertEquals(List.of(), gallery.times());
        double[] found = map(gallery, "u", 0).values();
        for (int i = 0; i < found.length; i++) {
            double x = axes.getFirst().at(i % 65);
            double y = axes.getLast().at(i / 65);
            assertEquals(Math.hypot(x, y) < 0.5 ? Double.NaN : x, found[i], "at " + x + ", " + y);
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
        Points now = only(gallery.view("space", 125).scene(), Points.class);
        assertEquals(0, now.positions()[0], 1e-4, "t = 1.25");
        assertEquals(1, now.positions()[1], 1e-4);
        assertEquals(1.25 / 3 - 0.5, now.positions()[2], 1e-4);
        assertTrue(gallery.view("space", 0).figure().isEmpty(), "a thing in space");
        Figure charts = gallery.view("time", 0).figure().orElseThrow();
        assertEquals("x, y, z at t = 0", charts.title());
        assertEquals(
                List.of("x", "y", "z"),
                charts.panels().stream().map(panel -> panel.y().name()).toList());
        for (Panel panel : charts.panels()) {
            assertEquals(301, ((Curve) panel.marks().getFirst()).x().length);
        }
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
