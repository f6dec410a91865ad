package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SvgPainterTest {
    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyExampleIsWellFormedAndHasItsTexts() throws Exception {
        for (FigureExamples.Example example : FigureExamples.all().values()) {
            Drawing drawing = example.drawing();
            NodeList texts = parsed(SvgPainter.svg(drawing, "a & b <c>")).getElementsByTagName("text");
            String[] wanted = drawing.groups().stream()
                    .flatMap(group -> group.items().stream())
                    .filter(Drawing.Text.class::isInstance)
                    .map(item -> ((Drawing.Text) item).text())
                    .toArray(String[]::new);
            assertEquals(wanted.length, texts.getLength());
            for (int i = 0; i < wanted.length; i++) {
                assertEquals(wanted[i], texts.item(i).getTextContent());
            }
        }
    }

    @Test
    void namesAreEscaped() throws Exception {
        double[] x = {0, 1};
        Figure figure = Figure.of(Panel.of("a < b & \"c\"", Axis.of("x"), Axis.of("y"), Curve.of("", 0, x, x)));
        Document svg = parsed(SvgPainter.svg(new FigureLayout().draw(figure, 300, 200), "\"", Theme.DARK));
        assertEquals("\"", svg.getDocumentElement().getAttribute("aria-label"));
    }

    @Test
    void oneDrawingServesLightAndDark() {
        Drawing drawing = new FigureLayout().draw(FigureExamples.curves(), 600, 300);
        String both = SvgPainter.svg(drawing, "");
        assertTrue(both.contains("prefers-color-scheme: dark"));
        assertTrue(both.contains("#2f7ed8") && both.contains("#6cb0ff"));
        String dark = SvgPainter.svg(drawing, "", Theme.DARK);
        assertFalse(dark.contains("#2f7ed8"));
        assertTrue(dark.contains("#6cb0ff") && dark.contains("#1d2125"));
    }

    @Test
    void cellsAreAnImageWithClearGaps() throws Exception {
        ColorScale scale = ColorScale.of(Axis.of("u"), 0, 5);
        Cells cells = Cells.even(
                new Range(0, 3), new Range(0, 2), 3, 2, scale, (i, j) -> i == 2 && j == 1 ? Double.NaN : i + 3 * j);
        Drawing drawing = new FigureLayout().draw(Figure.of(Panel.of("", Axis.of("x"), Axis.of("y"), cells)), 400, 300);
        Element image = (Element) parsed(SvgPainter.svg(drawing, ""))
                .getElementsByTagName("image")
                .item(0);
        String data = image.getAttribute("href").replace("data:image/png;base64,", "");
        var pixels = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
        assertEquals(3, pixels.getWidth());
        assertEquals(2, pixels.getHeight());
        assertEquals(0, pixels.getRGB(2, 0) >>> 24);
        assertEquals(0xff440154, pixels.getRGB(0, 1));
    }
}
