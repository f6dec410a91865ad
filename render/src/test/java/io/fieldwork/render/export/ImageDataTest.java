package io.fieldwork.render.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The oracle reads the files as VTK's format description says, from the bytes. */
class ImageDataTest {
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }

    private static Element xml(byte[] text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text))
                .getDocumentElement();
    }

    /** Where the numbers start: behind the first underscore of the appended data. */
    private static int start(String text) {
        return text.indexOf('_', text.indexOf("<AppendedData")) + 1;
    }

    /** The XML without the numbers, which no parser could read. */
    private static Element withoutNumbers(byte[] file) throws Exception {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return xml((text.substring(0, start(text)) + text.substring(text.lastIndexOf("\n  </AppendedData>")))
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static double[] numbers(byte[] file, long offset) {
        int start = start(new String(file, StandardCharsets.ISO_8859_1));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(start + (int) offset);
        double[] values = new double[(int) (bytes.getLong() / Double.BYTES)];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    private static Element only(Element parent, String tag) {
        NodeList all = parent.getElementsByTagName(tag);
        assertEquals(1, all.getLength(), tag);
        return (Element) all.item(0);
    }

    private static SequencedMap<String, double[]> arrays(int n) {
        SequencedMap<String, double[]> arrays = new LinkedHashMap<>();
        arrays.put(
                "u", IntStream.range(0, n).mapToDouble(i -> Math.sin(i) * 1e-3).toArray());
        double[] holes = new double[n];
        Arrays.fill(holes, Double.NaN);
        arrays.put("a<\"b\">&", holes);
        arrays.put("v", IntStream.range(0, n).mapToDouble(i -> -i).toArray());
        return arrays;
    }

    @Test
    void everyArrayLiesWhereItsOffsetSays() throws Exception {
        int n = 7 * 41 * 31;
        SequencedMap<String, double[]> arrays = arrays(n);
        byte[] bytes = bytes(new ImageData(
                new int[] {7, 41, 31}, new double[] {-1, 0, 2.5}, new double[] {0.5, 1e-3, 3}, arrays, 0.25)::write);
        Element root = withoutNumbers(bytes);
        assertEquals("ImageData", root.getAttribute("type"));
        assertEquals("LittleEndian", root.getAttribute("byte_order"));
        assertEquals("UInt64", root.getAttribute("header_type"));
        Element image = only(root, "ImageData");
        assertEquals("0 6 0 40 0 30", image.getAttribute("WholeExtent"));
        assertEquals("0 6 0 40 0 30", only(root, "Piece").getAttribute("Extent"));
        assertEquals("-1.0 0.0 2.5", image.getAttribute("Origin"));
        assertEquals("0.5 0.001 3.0", image.getAttribute("Spacing"));
        assertEquals("raw", only(root, "AppendedData").getAttribute("encoding"));
        assertEquals("0.25", only(root, "FieldData").getTextContent().strip());
        NodeList described = only(root, "PointData").getElementsByTagName("DataArray");
        assertEquals(arrays.size(), described.getLength());
        for (int k = 0; k < described.getLength(); k++) {
            Element array = (Element) described.item(k);
            assertEquals("Float64", array.getAttribute("type"));
            assertEquals("appended", array.getAttribute("format"));
            assertArrayEquals(
                    arrays.get(array.getAttribute("Name")),
                    numbers(bytes, Long.parseLong(array.getAttribute("offset"))));
        }
    }

    @Test
    void fewerAxesAreThickenedToThree() throws Exception {
        Element root = withoutNumbers(
                bytes(new ImageData(new int[] {5}, new double[] {1}, new double[] {0.25}, arrays(5), null)::write));
        assertEquals("0 4 0 0 0 0", only(root, "ImageData").getAttribute("WholeExtent"));
        assertEquals("0.25 1.0 1.0", only(root, "ImageData").getAttribute("Spacing"));
        assertEquals(0, root.getElementsByTagName("FieldData").getLength());
    }

    @Test
    void arraysMustFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageData(new int[] {2, 2}, new double[2], new double[] {1, 1}, arrays(5), null));
    }

    @Test
    void aSeriesNamesItsImagesInOrder() throws Exception {
        ImageSeries series = new ImageSeries();
        double[] times = {0, 0.5, 2};
        for (double time : times) {
            series.add(time, "a & b/" + time + ".vti");
        }
        NodeList sets = xml(bytes(series::write)).getElementsByTagName("DataSet");
        assertEquals(3, sets.getLength());
        for (int i = 0; i < 3; i++) {
            Element set = (Element) sets.item(i);
            assertEquals(times[i], Double.parseDouble(set.getAttribute("timestep")));
            assertEquals("a & b/" + times[i] + ".vti", set.getAttribute("file"));
        }
    }

    @Test
    void csvNumbersReadBackExactly() throws IOException {
        double[] x = {0.1, 0.2};
        double[] u = {Math.PI, Double.NaN, -1e-300, 3};
        SequencedMap<String, CsvTable.Column> columns = new LinkedHashMap<>();
        columns.put("x", new CsvTable.Column(x, row -> row / 2));
        columns.put("u", new CsvTable.Column(u, row -> row));
        byte[] table = bytes(out -> CsvTable.write(out, columns, 4));
        List<String> lines = new String(table, StandardCharsets.UTF_8).lines().toList();
        assertEquals("x,u", lines.getFirst());
        assertEquals(5, lines.size());
        for (int i = 0; i < 4; i++) {
            String[] cells = lines.get(i + 1).split(",");
            assertEquals(x[i / 2], Double.parseDouble(cells[0]));
            assertEquals(u[i], Double.parseDouble(cells[1]));
        }
    }
}
