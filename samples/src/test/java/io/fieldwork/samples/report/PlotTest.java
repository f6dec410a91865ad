package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class PlotTest {
    @TempDir
    Path temp;

    private static Plot plot(boolean logarithmic, double... y) {
        double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
        return new Plot("p", "a < b", "caption", logarithmic, List.of(new Plot.Curve("one & two", 1, false, x, y)));
    }

    @Test
    void theFileIsADrawingOfItsOwn() throws Exception {
        plot(false, 1, 2, 4).write(temp);
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(temp.resolve("p.svg").toFile());
        assertEquals("svg", document.getDocumentElement().getTagName());
        assertTrue(document.getDocumentElement().getTextContent().contains("one & two"));
        assertFalse(plot(false, 1, 2, 4).html(temp).contains("http:"), "the page holds it without a name space");
        assertTrue(Files.readString(temp.resolve("p.svg")).contains("xmlns"));
    }

    @Test
    void whatCannotBeShownInterruptsTheLine() {
        String svg = plot(true, 1, 0, 10, 100, Double.NaN).svg();
        String line = svg.lines().filter(l -> l.contains("L")).findFirst().orElseThrow();
        assertEquals(2, line.chars().filter(c -> c == 'M').count(), line);
        assertEquals("", plot(true, 0, -1).svg());
    }

    @Test
    void longCurvesKeepTheirEnds() {
        double[] y = IntStream.range(0, 5000).asDoubleStream().toArray();
        String svg = plot(false, y).svg();
        assertTrue(svg.chars().filter(c -> c == 'L').count() < 700, "thinned");
        assertTrue(svg.contains("L542.0"), "the last point lies on the right edge");
    }

    @Test
    void wideRangesHaveFewTicks() {
        assertTrue(Axis.logarithmic(new double[] {1e-17, 1}, 0, 1).ticks().size() <= 9);
        assertEquals(
                List.of(1e-16, 1e-8, 1.0),
                Axis.logarithmic(new double[] {1e-16, 1}, 0, 1).ticks().stream()
                        .filter(tick -> Math.abs(Math.log10(tick) % 8) < 1e-9)
                        .toList());
    }
}
