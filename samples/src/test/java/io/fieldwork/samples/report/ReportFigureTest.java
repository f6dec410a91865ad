package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Cells;
import io.fieldwork.render.figure.ColorScale;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Drawing;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.FigureLayout;
import io.fieldwork.render.figure.Panel;
import io.fieldwork.render.figure.Range;
import io.fieldwork.render.scene.Colormap;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ReportFigureTest {
    private static final int[] DARK_BLUE = {0x44, 0x01, 0x54};
    private static final int[] YELLOW = {0xfd, 0xe7, 0x25};
    private static final Range UNIT = new Range(0, 1);

    @TempDir
    Path temp;

    private static ReportFigure curve() {
        double[] x = {0, 1, 2};
        Panel panel =
                Panel.of("a < b", Axis.of("x"), Axis.of("y"), Curve.of("one & two", 1, x, new double[] {1, 2, 4}));
        return ReportFigure.curves("p", Figure.of(panel), "caption");
    }

    @Test
    void theFileOfCurvesIsADrawingOfItsOwn() throws Exception {
        curve().write(temp);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(temp.resolve("p.svg").toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertEquals("http://www.w3.org/2000/svg", document.getDocumentElement().getAttribute("xmlns"));
        assertTrue(document.getDocumentElement().getTextContent().contains("one & two"));
        assertFalse(curve().html(temp).contains("http:"), "the page holds it without a name space");
        assertTrue(curve().html(temp).contains("prefers-color-scheme: dark"));
    }

    @Test
    void theFileOfAMapHasTheColoursOfItsNumbers() {
        ColorScale scale = new ColorScale(Colormap.VIRIDIS, Axis.of("").from(-2, 5), false);
        double[] values = {-2, 5, Double.NaN};
        Cells cells = Cells.even(UNIT, UNIT, 3, 1, scale, (i, j) -> values[i]);
        ReportFigure map = ReportFigure.maps("u", Figure.of(Panel.of("", Axis.of("x"), Axis.of("y"), cells)), "");
        map.write(temp);
        Image image = Image.read(temp.resolve("u.png"));
        assertEquals(map.width(), image.width());
        Drawing drawing = new FigureLayout().draw(map.figure(), map.width(), map.height());
        Drawing.Box plot = drawing.plots().getFirst();
        int y = Math.round((plot.top() + plot.bottom()) / 2);
        assertArrayEquals(DARK_BLUE, pixel(image, plot.left() + plot.width() / 6, y));
        assertArrayEquals(YELLOW, pixel(image, plot.left() + plot.width() / 2, y));
        int hatched = 0;
        int white = 0;
        for (float x = plot.left() + 0.7f * plot.width(); x < plot.right() - 3; x++) {
            int blue = pixel(image, x, y)[2];
            hatched += blue < 220 ? 1 : 0;
            white += blue == 255 ? 1 : 0;
        }
        assertTrue(hatched > 3 && white > 3, hatched + " pixels of hatching and " + white + " of paper");
        assertEquals("", map.html(temp), "without a caption it stays out of the report");
    }

    private static int[] pixel(Image image, float x, int y) {
        int at = image.channels() * (y * image.width() + Math.round(x));
        return new int[] {image.pixels()[at] & 255, image.pixels()[at + 1] & 255, image.pixels()[at + 2] & 255};
    }
}
