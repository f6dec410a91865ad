package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.scene.Colormap;
import io.fieldwork.render.text.Typeface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where things are, by the typeface's own measures. */
final class FigureLayoutTest {
    private static final Typeface FACE = Typeface.sans();

    private static List<Drawing.Item> items(Drawing drawing) {
        return drawing.groups().stream()
                .flatMap(group -> group.items().stream())
                .toList();
    }

    private static List<Drawing.Text> texts(Drawing drawing) {
        return items(drawing).stream()
                .filter(Drawing.Text.class::isInstance)
                .map(Drawing.Text.class::cast)
                .toList();
    }

    private static List<String> words(Drawing drawing) {
        return texts(drawing).stream().map(Drawing.Text::text).toList();
    }

    /** The rectangle that is sure to hold the ink of capitals, digits and what hangs below the line. */
    private static Box box(Drawing.Text text) {
        float width = FACE.width(text.text(), text.size());
        float before = text.anchor() * width;
        float up = FACE.capitals(text.size());
        float down = 0.2f * text.size();
        return text.turned()
                ? new Box(text.x() - up, text.y() + before - width, text.x() + down, text.y() + before)
                : new Box(text.x() - before, text.y() - up, text.x() - before + width, text.y() + down);
    }

    private static boolean overlap(Box a, Box b) {
        return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom();
    }

    private static void check(String name, Drawing drawing) {
        List<Drawing.Text> texts = texts(drawing);
        for (int i = 0; i < texts.size(); i++) {
            Box own = box(texts.get(i));
            String what = name + ": " + texts.get(i);
            boolean inside = own.left() >= 0
                    && own.top() >= 0
                    && own.right() <= drawing.width()
                    && own.bottom() <= drawing.height();
            assertTrue(inside, what + " is clipped");
            for (int k = 0; k < i; k++) {
                assertFalse(overlap(own, box(texts.get(k))), what + " lies on " + texts.get(k));
            }
            for (Box plot : drawing.plots()) {
                assertFalse(overlap(own, plot), what + " lies on a chart");
            }
        }
        for (Box plot : drawing.plots()) {
            assertTrue(plot.left() >= 0 && plot.top() >= 0, name);
            assertTrue(plot.right() <= drawing.width() && plot.bottom() <= drawing.height(), name + " sticks out");
        }
    }

    @Test
    void nothingIsClippedAndNothingOverlapsInTheExamples() {
        for (Map.Entry<String, FigureExamples.Example> entry :
                FigureExamples.all().entrySet()) {
            FigureExamples.Example example = entry.getValue();
            check(entry.getKey(), example.drawing());
        }
    }

    @Test
    void nothingIsClippedAndNothingOverlapsInRandomFigures() {
        Random random = new Random(7);
        for (int n = 0; n < 400; n++) {
            Figure figure = random(random);
            int width = random.nextInt(60, 1400);
            int height = random.nextInt(60, 1000);
            String name = "figure %d, %d x %d".formatted(n, width, height);
            check(name, new FigureLayout(FACE, random.nextInt(9, 22)).draw(figure, width, height));
        }
    }

    private static String words(Random random, int most) {
        String all = "relative error of the momentum equation at the last time θ beside what was measured ω² ∂u/∂t";
        return all.substring(0, random.nextInt(Math.min(most, all.length()))).strip();
    }

    private static Axis axis(Random random) {
        double span = Math.pow(10, random.nextDouble(-9, 9));
        double low = random.nextBoolean() ? -random.nextDouble() * span : span * Math.pow(10, random.nextDouble(0, 5));
        Axis axis = random.nextInt(3) == 0 ? Axis.logarithmic(words(random, 60)) : Axis.of(words(random, 60));
        return axis.in(random.nextBoolean() ? "m s⁻¹" : "")
                .over(
                        axis.logarithmic()
                                ? new Range(span, span * (1 + 100 * random.nextDouble()))
                                : new Range(low, low + span));
    }

    private static Figure random(Random random) {
        List<Panel> panels = new ArrayList<>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            boolean same = i > 0 && random.nextBoolean();
            Axis x = same ? panels.get(i - 1).x() : axis(random);
            Axis y = same ? panels.get(i - 1).y() : axis(random);
            Panel panel = Panel.of(words(random, 90), x, y, marks(random, x, y));
            panels.add(random.nextBoolean() ? panel.equalScales() : panel);
        }
        return new Figure(words(random, 95), random.nextInt(0, 4), panels);
    }

    private static List<Mark> marks(Random random, Axis x, Axis y) {
        if (random.nextBoolean()) {
            Axis colors = axis(random);
            ColorScale scale = new ColorScale(Colormap.VIRIDIS, colors, false);
            return List.of(Cells.even(x.ends(), y.ends(), 7, 5, scale, (i, j) -> colors.value((i + j) / 12.0)));
        }
        double[] across = {x.ends().low(), x.ends().high()};
        double[] upward = {y.ends().low(), y.ends().high()};
        return IntStream.range(0, random.nextInt(1, 14))
                .mapToObj(k -> (Mark) Curve.of(words(random, 30), k, across, upward))
                .toList();
    }

    @Test
    void aLoneChartFillsItsFrame() {
        double[] x = {0, 1};
        Figure figure = Figure.of(Panel.of("", Axis.of("x"), Axis.of("y"), Curve.of("", 0, x, x)));
        for (int[] size : new int[][] {{1200, 300}, {600, 600}, {400, 1000}}) {
            Box plot = new FigureLayout().draw(figure, size[0], size[1]).plots().getFirst();
            assertTrue(plot.width() > size[0] - 80 && plot.height() > size[1] - 80, plot.toString());
        }
    }

    @Test
    void equalScalesAreEqual() {
        ColorScale scale = ColorScale.of(Axis.of("u"), 0, 1);
        Cells cells = Cells.even(new Range(0, 3), new Range(-1, 1), 6, 4, scale, (i, j) -> i * j);
        Panel panel = Panel.of("", Axis.of("x"), Axis.of("y"), cells).equalScales();
        for (int[] size : new int[][] {{1200, 300}, {600, 600}, {400, 1000}}) {
            Box plot = new FigureLayout()
                    .draw(Figure.of(panel), size[0], size[1])
                    .plots()
                    .getFirst();
            assertEquals(1.5, plot.width() / plot.height(), 0.02);
        }
    }

    @Test
    void neighboursShareNumbersAndBars() {
        Drawing drawing = new FigureLayout().draw(FigureExamples.triple(), 1100, 360);
        assertEquals(1, words(drawing).stream().filter("y"::equals).count());
        assertEquals(1, words(drawing).stream().filter("pressure (Pa)"::equals).count());
        assertEquals(3, words(drawing).stream().filter("x"::equals).count());
    }

    @Test
    void edgesOfUnevenCellsAreTrueToScale() {
        double[] x = {0, 0.3, 1, 4, 10};
        double[] y = {-1, 0.5, 1};
        ColorScale scale = ColorScale.of(Axis.of("u"), 0, 7);
        Cells cells = new Cells(x, y, new double[] {0, 1, 2, 3, 4, 5, 6, 7}, scale, false, 0);
        Drawing drawing = new FigureLayout().draw(Figure.of(Panel.of("", Axis.of("t"), Axis.of("x"), cells)), 700, 400);
        Box plot = drawing.plots().getFirst();
        Drawing.Image image = items(drawing).stream()
                .filter(Drawing.Image.class::isInstance)
                .map(Drawing.Image.class::cast)
                .findFirst()
                .orElseThrow();
        for (int column = 0; column < image.width(); column++) {
            double t = 10 * (column + 0.5) / image.width();
            int cell = t < 0.3 ? 0 : t < 1 ? 1 : t < 4 ? 2 : 3;
            byte[] lower = scale.bytes(cell / 7.0);
            int at = 4 * ((image.height() - 1) * image.width() + column);
            assertEquals(lower[1], image.rgba()[at + 1], 1, "column " + column);
            byte[] upper = scale.bytes((4 + cell) / 7.0);
            assertEquals(upper[1], image.rgba()[4 * column + 1], 1, "column " + column);
        }
        assertEquals(plot, image.place());
    }

    @Test
    void contoursLieAtEvenSharesOfTheScale() {
        Range unit = new Range(0, 1);
        ColorScale scale = ColorScale.of(Axis.of("u").from(0, 1), 0, 1);
        Cells cells = Cells.even(unit, unit, 50, 4, scale, (i, j) -> (i + 0.5) / 50)
                .smoothed()
                .contoured(3);
        Drawing drawing = new FigureLayout().draw(Figure.of(Panel.of("", Axis.of("x"), Axis.of("y"), cells)), 600, 400);
        Drawing.Image image = items(drawing).stream()
                .filter(Drawing.Image.class::isInstance)
                .map(Drawing.Image.class::cast)
                .findFirst()
                .orElseThrow();
        for (int row : new int[] {0, image.height() / 2, image.height() - 1}) {
            List<Integer> lines = IntStream.range(0, image.width())
                    .filter(x -> isInk(image.rgba(), 4 * (row * image.width() + x)))
                    .boxed()
                    .toList();
            assertEquals(3, lines.size());
            for (int k = 0; k < 3; k++) {
                assertEquals((k + 1) / 4.0 * image.width(), lines.get(k) + 1, 1);
            }
        }
    }

    private static boolean isInk(byte[] rgba, int at) {
        return rgba[at] == rgba[at + 1] && rgba[at + 1] == rgba[at + 2] && (rgba[at] == 0 || rgba[at] == -1);
    }

    @Test
    void signedQuantitiesDivergeFromZero() {
        ColorScale scale = ColorScale.of(Axis.of("u"), -0.5, Double.NaN, 2);
        assertEquals(new Range(-2, 2), scale.axis().ends());
        assertEquals(Colormap.COOLWARM, scale.colormap());
        assertEquals(new Range(1, 2), ColorScale.of(Axis.of("u"), 1, 2).axis().ends());
        assertEquals(
                new Range(-2, 2), ColorScale.signed(Axis.of("u"), 1, 2).axis().ends());
    }

    @Test
    void thinnedCurvesKeepTheirPeaks() {
        Random random = new Random(8);
        float[] points = new float[20_000];
        for (int i = 0; i < 10_000; i++) {
            points[2 * i] = i / 100f;
            points[2 * i + 1] = i == 4321 ? 50 : random.nextFloat();
        }
        float[] thinned = Polyline.thinned(points);
        assertTrue(thinned.length <= 2 * 4 * 101, thinned.length + " numbers");
        assertTrue(IntStream.range(0, thinned.length / 2).anyMatch(i -> thinned[2 * i + 1] == 50));
        assertEquals(points[points.length - 1], thinned[thinned.length - 1]);
    }

    @Test
    void dashesHaveTheirLengths() {
        float[] dashes = Polyline.dashed(new float[] {0, 0, 7, 0, 24, 0}, 5, 3);
        assertEquals(0, dashes[0]);
        double ink = 0;
        for (int i = 0; i + 3 < dashes.length; i += 2) {
            if (!Float.isNaN(dashes[i]) && !Float.isNaN(dashes[i + 2])) {
                ink += dashes[i + 2] - dashes[i];
            }
        }
        assertEquals(15, ink, 1e-4);
    }
}
