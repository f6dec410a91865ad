package io.fieldwork.render.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Images at several times, as ParaView plays them: a collection ({@code .pvd}) that names one {@code .vti} file for each time, in a
 * folder of its own beside it.
 */
public final class ImageSeries {
    private static final String IMAGE = "time_%04d.vti";

    private final Path file;
    private final List<String> entries = new ArrayList<>();

    /**
     * A series without images yet.
     *
     * @param file where the collection goes, a name that ends in {@code .pvd}
     */
    public ImageSeries(Path file) {
        this.file = file;
    }

    /**
     * Where the images of a series lie.
     *
     * @param file where the collection goes
     * @return the folder of the same name without {@code .pvd}
     */
    public static Path folder(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    /**
     * Writes the image of the next time.
     *
     * @param time later than those before
     * @param image at this time
     * @throws IOException if it cannot be written
     */
    public void add(double time, ImageData image) throws IOException {
        Path part = folder(file).resolve(String.format(Locale.ROOT, IMAGE, entries.size()));
        image.write(part);
        String name = folder(file).getFileName() + "/" + part.getFileName();
        entries.add("    <DataSet timestep=\"%s\" group=\"\" part=\"0\" file=\"%s\"/>\n"
                .formatted(Double.toString(time), Xml.quoted(name)));
    }

    /**
     * Writes the collection of all images so far, and removes images of a longer series that was there before.
     *
     * @throws IOException if it cannot be written
     */
    public void write() throws IOException {
        String xml = "<?xml version=\"1.0\"?>\n"
                + "<VTKFile type=\"Collection\" version=\"1.0\" byte_order=\"LittleEndian\" header_type=\"UInt64\">\n"
                + "  <Collection>\n"
                + String.join("", entries)
                + "  </Collection>\n</VTKFile>\n";
        WholeFile.write(file, out -> out.write(xml.getBytes(StandardCharsets.UTF_8)));
        int rest = entries.size();
        while (Files.deleteIfExists(folder(file).resolve(String.format(Locale.ROOT, IMAGE, rest)))) {
            rest++;
        }
    }
}
