package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.figure.Drawing.Box;
import io.fieldwork.render.scene.Color;
import io.fieldwork.render.text.TextBitmap;
import io.fieldwork.render.text.Typeface;
import io.fieldwork.render.view.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a painter leaves in the pixels of drawings whose ink is known. */
abstract class PainterTest {
    private static final Ink BLACK = Ink.Part.TEXT;
    static final Theme PLAIN =
            new Theme(Color.WHITE, Color.BLACK, Color.BLACK, Color.BLACK, Color.BLACK, List.of(Color.BLACK));
    static final int SIZE = 60;
    private static final Box ALL = new Box(0, 0, SIZE, SIZE);

    abstract Frame paint(Drawing drawing, Theme theme);

    private Frame frame(Box clip, Drawing.Item... items) {
        Drawing drawing = new Drawing(SIZE, SIZE, List.of(new Drawing.Group(clip, List.of(items))), List.of());
        return paint(drawing, PLAIN);
    }

    /** Pixels covered by black. */
    static double ink(Frame frame) {
        double sum = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            sum += 1 - frame.component(i % SIZE, i / SIZE, 1) / 255.0;
        }
        return sum;
    }

    @Test
    void aHairLineIsOnePixelWide() {
        Frame frame = frame(ALL, new Drawing.Line(new float[] {10.5f, 20.5f, 40.5f, 20.5f}, BLACK, 1, 1));
        for (int x = 10; x <= 40; x++) {
            assertEquals(0, frame.component(x, 20, 0), 2);
            assertEquals(255, frame.component(x, 19, 0), 2);
            assertEquals(255, frame.component(x, 21, 0), 2);
        }
        assertEquals(255, frame.component(8, 20, 0));
        assertEquals(255, frame.component(42, 20, 0));
    }

    @Test
    void linesAndDotsHaveTheirAreas() {
        float[] slanted = {10, 12, 46, 39};
        double area = 45 * 4 + Math.PI * 2 * 2;
        assertEquals(area, ink(frame(ALL, new Drawing.Line(slanted, BLACK, 1, 4))), 0.02 * area);
        float[] dot = {30.2f, 29.7f};
        assertEquals(Math.PI * 25, ink(frame(ALL, new Drawing.Line(dot, BLACK, 1, 10))), 0.02 * Math.PI * 25);
        float[] broken = {5, 10, 15, 10, Float.NaN, Float.NaN, 40, 10, 50, 10};
        double two = 2 * (10 * 3 + Math.PI * 1.5 * 1.5);
        assertEquals(two, ink(frame(ALL, new Drawing.Line(broken, BLACK, 1, 3))), 0.03 * two);
    }

    @Test
    void translucentLinesCoverEachPixelOnce() {
        float[] angle = {10, 45, 30, 15, 50, 45, 12, 20};
        double opaque = ink(frame(ALL, new Drawing.Line(angle, BLACK, 1, 6)));
        Frame frame = frame(ALL, new Drawing.Line(angle, BLACK, 0.4f, 6));
        assertEquals(0.4 * opaque, ink(frame), 0.02 * opaque);
        for (int i = 0; i < SIZE * SIZE; i++) {
            assertTrue(frame.component(i % SIZE, i / SIZE, 0) >= 255 * 0.6 - 1);
        }
        byte[] red = {(byte) 255, 0, 0, (byte) 255};
        Drawing.Image below = new Drawing.Image(ALL, 1, 1, red);
        Frame over = frame(ALL, below, new Drawing.Line(new float[] {0, 30.5f, 60, 30.5f}, BLACK, 0.4f, 7));
        assertEquals(255 * 0.6, over.component(30, 30, 0), 1);
        assertEquals(0, over.component(30, 30, 1), "what lies below shines through");
        assertEquals(255, over.component(30, 20, 0));
    }

    @Test
    void polygonsHaveTheirAreaAndOpacity() {
        float[] outline = {10, 20, 30, 10, 50, 25, 50, 27, 30, 40, 10, 30};
        double area = 20 * (10 + 30) / 2.0 + 20 * (30 + 2) / 2.0;
        assertEquals(area, ink(frame(ALL, new Drawing.Area(outline, BLACK, 1))), 0.01 * area);
        assertEquals(area / 4, ink(frame(ALL, new Drawing.Area(outline, BLACK, 0.25f))), 0.01 * area);
    }

    @Test
    void nothingIsSeenOutsideTheClip() {
        Frame frame = frame(
                new Box(20, 10, 40, 25), new Drawing.Area(new float[] {0, 0, SIZE, 0, SIZE, SIZE, 0, SIZE}, BLACK, 1));
        assertEquals(20 * 15, ink(frame), 1e-9);
        assertEquals(0, frame.component(20, 10, 0));
        assertEquals(255, frame.component(19, 10, 0));
        assertEquals(0, frame.component(39, 24, 0));
        assertEquals(255, frame.component(39, 25, 0));
    }

    @Test
    void imagesHaveSharpEdgesAndTheirFirstRowOnTop() {
        byte[] rgba = {(byte) 255, 0, 0, (byte) 255, 0, 0, 0, 0, 0, 0, (byte) 255, (byte) 255, 0, 0, 0, (byte) 255};
        Frame frame = frame(ALL, new Drawing.Image(new Box(10, 10, 30, 50), 2, 2, rgba));
        assertEquals(0, frame.component(10, 10, 1));
        assertEquals(255, frame.component(19, 29, 0));
        assertEquals(255, frame.component(20, 10, 1), "clear");
        assertEquals(255, frame.component(19, 30, 2));
        assertEquals(0, frame.component(29, 49, 2));
        assertEquals(255, frame.component(30, 49, 2));
    }

    @Test
    void lettersAreThoseOfTheTypefaceUprightAndTurned() {
        TextBitmap bitmap = Typeface.sans().draw("Fg", 16);
        Frame upright = frame(ALL, new Drawing.Text("Fg", 20, 40, 0, 16, BLACK, false));
        Frame turned = frame(ALL, new Drawing.Text("Fg", 40, 40, 0, 16, BLACK, true));
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                int expected = 255 - (bitmap.coverage()[y * bitmap.width() + x] & 0xff);
                int along = x - bitmap.left();
                int down = y - bitmap.baseline();
                assertEquals(expected, upright.component(20 + along, 40 + down, 0), 1);
                assertEquals(expected, turned.component(40 + down, 39 - along, 0), 1);
            }
        }
    }

    @Test
    void missingValuesAreHatched() {
        ColorScale scale = ColorScale.of(Axis.of("u"), 0, 1);
        Cells cells = Cells.even(new Range(0, 2), new Range(0, 1), 2, 1, scale, (i, j) -> i == 0 ? 0 : Double.NaN);
        Drawing drawing = new FigureLayout().draw(Figure.of(Panel.of("", Axis.of("x"), Axis.of("y"), cells)), 400, 300);
        Frame frame = paint(drawing, Theme.LIGHT);
        Box plot = drawing.plots().getFirst();
        int paper = 0;
        int hatch = 0;
        for (int x = (int) plot.left() + 2; x < plot.right() - 2; x++) {
            for (int y = (int) plot.top() + 2; y < plot.bottom() - 2; y++) {
                int green = frame.component(x, y, 1);
                if (x < (plot.left() + plot.right()) / 2 - 1) {
                    assertEquals(1, green, 1, "the number is there");
                } else if (x > (plot.left() + plot.right()) / 2 + 1) {
                    paper += green > 250 ? 1 : 0;
                    hatch += green < 200 ? 1 : 0;
                }
            }
        }
        assertTrue(paper > hatch && hatch > 0.08 * paper, paper + " pixels of paper, " + hatch + " of lines");
    }
}
