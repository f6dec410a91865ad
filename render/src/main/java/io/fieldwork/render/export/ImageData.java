package io.fieldwork.render.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values on a regular grid in up to three dimensions, as VTK's XML image data ({@code .vti}): numbers follow the XML as raw
 * little-endian doubles, each array behind its length in bytes as a 64-bit integer.
 *
 * @param points along each axis [1 to 3], at least 1
 * @param origin position of the first point [axes]
 * @param spacing distance of neighbours along each axis [axes], above 0
 * @param values of each array by name [points], the first axis running fastest; NaN where there is nothing
 * @param time of a part of a series, or null
 */
public record ImageData(
        int[] points,
        double[] origin,
        double[] spacing,
        SequencedMap<String, double[]> values,
        @Nullable Double time) {
    private static final int AXES = 3;
    private static final int BLOCK = 1 << 13;

    /** Copies all but the values and rejects arrays that do not fit. */
    public ImageData {
        points = points.clone();
        origin = origin.clone();
        spacing = spacing.clone();
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        int axes = points.length;
        if (axes < 1 || axes > AXES || origin.length != axes || spacing.length != axes) {
            throw new IllegalArgumentException("an image has 1 to 3 axes, all with an origin and a spacing");
        }
        int size = IntStream.of(points).reduce(1, Math::multiplyExact);
        values.forEach((name, array) -> {
            if (array.length != size) {
                throw new IllegalArgumentException(name + " has " + array.length + " values for " + size + " points");
            }
        });
    }

    /**
     * Writes the image.
     *
     * @param out the target; it stays open
     * @throws IOException if it cannot be written
     */
    public void write(OutputStream out) throws IOException {
        out.write(header().getBytes(StandardCharsets.UTF_8));
        for (double[] array : values.values()) {
            write(array, out);
        }
        out.write("\n  </AppendedData>\n</VTKFile>\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Everything before the numbers, up to the underscore that starts them. */
    private String header() {
        String extent = IntStream.range(0, AXES)
                .mapToObj(i -> "0 " + (i < points.length ? points[i] - 1 : 0))
                .collect(Collectors.joining(" "));
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n")
                .append(
                        "<VTKFile type=\"ImageData\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n")
                .append("  <ImageData WholeExtent=\"%s\" Origin=\"%s\" Spacing=\"%s\">\n"
                        .formatted(extent, triple(origin, 0), triple(spacing, 1)));
        if (time != null) {
            xml.append("    <FieldData>\n      <DataArray type=\"Float64\" Name=\"TimeValue\" NumberOfTuples=\"1\"")
                    .append(" format=\"ascii\">" + time + "</DataArray>\n    </FieldData>\n");
        }
        xml.append("    <Piece Extent=\"" + extent + "\">\n      <PointData");
        if (!values.isEmpty()) {
            xml.append(" Scalars=\"" + Xml.quoted(values.firstEntry().getKey()) + "\"");
        }
        xml.append(">\n");
        long offset = 0;
        for (Map.Entry<String, double[]> array : values.entrySet()) {
            xml.append("        <DataArray type=\"Float64\" Name=\"%s\" format=\"appended\" offset=\"%s\"/>\n"
                    .formatted(Xml.quoted(array.getKey()), Long.toString(offset)));
            offset += Long.BYTES + (long) Double.BYTES * array.getValue().length;
        }
        return xml.append("      </PointData>\n    </Piece>\n  </ImageData>\n  <AppendedData encoding=\"raw\">\n   _")
                .toString();
    }

    private static String triple(double[] numbers, double missing) {
        return IntStream.range(0, AXES)
                .mapToObj(i -> Double.toString(i < numbers.length ? numbers[i] : missing))
                .collect(Collectors.joining(" "));
    }

    private static void write(double[] array, OutputStream out) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Double.BYTES * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.putLong((long) Double.BYTES * array.length);
        for (double value : array) {
            if (!block.hasRemaining()) {
                out.write(block.array());
                block.clear();
            }
            block.putDouble(value);
        }
        out.write(block.array(), 0, block.position());
    }
}
