package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.train.store.RunFolder;
import io.fieldwork.render.figure.Axis;
import io.fieldwork.render.figure.Curve;
import io.fieldwork.render.figure.Figure;
import io.fieldwork.render.figure.Panel;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    @TempDir
    Path temp;

    private String page() {
        RunFolder run = RunFolder.create(temp, "run");
        byte[] pixels = new byte[4 * 3 * 3];
        pixels[0] = (byte) 200;
        ReportImage shown = new ReportImage("test_0_comparison", new Image(4, 3, 3, pixels), "a < b & \"c\"");
        ReportImage hidden = new ReportImage("test_0", new Image(4, 3, 3, pixels), "");
        for (ReportImage picture : List.of(shown, hidden)) {
            picture.image().writePng(run.images().resolve(picture.name() + ".png"));
        }
        double[] x = {0, 1, 2};
        Curve curve = Curve.of("t = 0", 7, x, new double[] {1, 0, 1e-9});
        Panel panel = Panel.of("u < v", Axis.of("x"), Axis.logarithmic("u"), curve);
        ReportFigure drawn = ReportFigure.curves("slices", Figure.of(panel), "a & b");
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            rows.add(Map.of("step", 20.0 * i, "loss", 1.0 / i, "psnr", 10 + Math.log(i)));
        }
        new Report(
                        "a <run>",
                        "Trained.",
                        Map.of("PSNR", "31.20 dB"),
                        Map.of("command", "fieldwork train <x>"),
                        rows,
                        "Views",
                        List.of(shown, hidden, drawn),
                        "scene:\n  path: \"a&b\"\n")
                .write(run);
        return run.read(run.report());
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void thePageIsWellFormedAndHoldsEverything() throws Exception {
        Document document = parsed(page());
        assertEquals("a <run>", document.getElementsByTagName("h1").item(0).getTextContent());
        assertEquals(
                "scene:\n  path: \"a&b\"\n",
                document.getElementsByTagName("pre").item(0).getTextContent());
        assertTrue(
                document.getElementsByTagName("table").item(0).getTextContent().contains("train <x>"));
        assertEquals(3, document.getElementsByTagName("svg").getLength(), "loss and PSNR have points; a plot");
        NodeList images = document.getElementsByTagName("img");
        assertEquals(1, images.getLength(), "a picture without a caption stays out");
        String data = ((Element) images.item(0)).getAttribute("src");
        byte[] png = Base64.getDecoder().decode(data.substring(data.indexOf(',') + 1));
        assertEquals(4, ImageIO.read(new ByteArrayInputStream(png)).getWidth());
    }

    @Test
    void nothingIsFetched() {
        String page =
                page().replaceAll("data:image/png;base64,[A-Za-z0-9+/=]+", "").replaceAll("url\\(#[\\w-]+\\)", "");
        for (String door : List.of("http:", "https:", "//", "@import", "url(", "<script", "<link", "<iframe")) {
            assertFalse(page.contains(door), door);
        }
    }

    @Test
    void aRunWithoutPointsOrPicturesHasAPageToo() throws Exception {
        Report empty = new Report("x", "y", Map.of(), Map.of(), List.of(), "z", List.of(), "");
        assertEquals(0, parsed(empty.html(temp)).getElementsByTagName("svg").getLength());
    }

    @Test
    void numbersAreShownAsPeopleReadThem() {
        assertEquals("31.25 dB", Report.formatted("psnr", 31.249));
        assertEquals("0.9712", Report.formatted("ssim", 0.97123));
        assertEquals("1:01:05", Report.formatted("seconds", 3665));
        assertEquals("3,627,888", Report.formatted("parameters", 3627888));
        assertEquals("3.21e-5", Report.formatted("relativeL2", 3.212e-5));
        assertEquals("4.00e-12", Report.formatted("relativeL2.band-limited", 4e-12));
        assertEquals("1.00e0", Report.scientific(1));
        assertEquals("1.50e10", Report.scientific(1.5e10));
        assertEquals("0", Report.brief(0));
        assertEquals("-0.5", Report.brief(-0.5));
        assertEquals("0.003183", Report.brief(0.01 / Math.PI));
        assertEquals("12350", Report.brief(12345.678));
        assertEquals("yes", Report.formatted("causal.criterionMet", 1));
    }
}
