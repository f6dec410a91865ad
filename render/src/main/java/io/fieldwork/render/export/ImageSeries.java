package io.fieldwork.render.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A time series of images for ParaView: a collection ({@code .pvd}) that names one {@code .vti} file for each time. */
public final class ImageSeries {
    private final List<String> entries = new ArrayList<>();

    /** Adds the image of the next time, a path from the collection's folder with slashes. */
    public void add(double time, String file) {
        entries.add("    <DataSet timestep=\"%s\" group=\"\" part=\"0\" file=\"%s\"/>\n"
                .formatted(Double.toString(time), Xml.quoted(file)));
    }

    /**
     * Writes the collection of all images so far.
     *
     * @param out the target; it stays open
     * @throws IOException if it cannot be written
     */
    public void write(OutputStream out) throws IOException {
        String xml = "<?xml version=\"1.0\"?>\n"
                + "<VTKFile type=\"Collection\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n"
                + "  <Collection>\n"
                + String.join("", entries)
                + "  </Collection>\n</VTKFile>\n";
        out.write(xml.getBytes(StandardCharsets.UTF_8));
    }
}
