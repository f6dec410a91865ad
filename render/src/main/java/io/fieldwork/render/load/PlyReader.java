package io.fieldwork.render.load;

import io.fieldwork.render.load.PlyHeader.Element;
import io.fieldwork.render.load.PlyHeader.Property;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/** A reader of PLY files: text or binary of either byte order, with elements and properties in any order. */
final class PlyReader {
    /** The numbers behind the header, one after another. */
    private interface Source {
        double next(PlyType type) throws IOException;

        /** The number of bytes that are left. */
        long remaining();
    }

    /** What vertices may have that is shown, or nothing that could be seen. */
    private static final Set<String> SHOWN = Set.of(("x y z nx ny nz red green blue alpha r g b a diffuse_red"
                    + " diffuse_green diffuse_blue s t u v texture_u texture_v")
            .split(" "));

    private final PlyHeader header;
    private final Source source;
    private final Draft draft;
    /** The row that was read last: the value of a number, the entries of a list. */
    private double[][] row = new double[0][];

    private PlyReader(byte[] file, Draft draft) throws IOException {
        this.draft = draft;
        header = PlyHeader.read(file);
        source = header.ascii() ? words(new Words(file, header.end())) : binary(file, header);
    }

    static Draft read(byte[] file) throws IOException {
        return Draft.ofEitherWhite(empty -> new PlyReader(file, empty).all());
    }

    private Draft all() throws IOException {
        try {
            for (Element element : header.elements()) {
                element(element);
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("it ends before its last row; it may be cut short", e);
        }
        header.textures().forEach(name -> draft.remark("its texture " + name + " is not shown"));
        return draft;
    }

    private static Source words(Words words) {
        return new Source() {
            @Override
            public double next(PlyType type) throws IOException {
                return words.number();
            }

            @Override
            public long remaining() {
                return words.remaining();
            }
        };
    }

    private static Source binary(byte[] file, PlyHeader header) {
        ByteBuffer bytes = ByteBuffer.wrap(file, header.end(), file.length - header.end())
                .order(header.format().endsWith("little_endian") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return new Source() {
            @Override
            public double next(PlyType type) {
                return type.read(bytes);
            }

            @Override
            public long remaining() {
                return bytes.remaining();
            }
        };
    }

    /** Reads a table; one without columns takes no bytes. */
    private void element(Element element) throws IOException {
        long least = element.count() * element.leastBytes(header.ascii());
        if (least - (header.ascii() ? 1 : 0) > source.remaining()) {
            throw new IOException(
                    "it promises %d rows of '%s', which need at least %d bytes, but %d follow; it may be cut short"
                            .formatted(element.count(), element.name(), least, source.remaining()));
        }
        row = new double[element.properties().size()][];
        switch (element.properties().isEmpty() ? "" : element.name()) {
            case "" -> {}
            case "vertex" -> vertices(element);
            case "face" -> faces(element);
            case "tristrips" -> strips(element);
            case "edge" -> edges(element);
            default -> {
                draft.remark("its table '" + element.name() + "' is not shown");
                skip(element);
            }
        }
    }

    private void nextRow(Element element) throws IOException {
        for (int i = 0; i < row.length; i++) {
            Property property = element.properties().get(i);
            int length = property.length() == null ? 1 : length(property);
            if (row[i] == null || row[i].length != length) {
                row[i] = new double[length];
            }
            for (int j = 0; j < length; j++) {
                row[i][j] = source.next(property.type());
            }
        }
    }

    private int length(Property list) throws IOException {
        double length = source.next(list.counted());
        int least = header.ascii() ? 1 : list.type().bytes;
        if (!(length >= 0) || length != Math.rint(length) || length * least > source.remaining()) {
            throw new IOException(
                    "a list '%s' has %s entries, for which there is no room".formatted(list.name(), length));
        }
        return (int) length;
    }

    private void skip(Element element) throws IOException {
        for (long i = 0; i < element.count(); i++) {
            nextRow(element);
        }
    }

    private void vertices(Element vertex) throws IOException {
        int x = scalar(vertex, "x");
        int y = scalar(vertex, "y");
        int z = scalar(vertex, "z");
        int[] normal = {vertex.find("nx"), vertex.find("ny"), vertex.find("nz")};
        boolean normals = normal[0] >= 0 && normal[1] >= 0 && normal[2] >= 0;
        remarkOthers(vertex);
        int[] colors = colors(vertex);
        for (long i = 0; i < vertex.count(); i++) {
            nextRow(vertex);
            draft.point(value(x), value(y), value(z), color(vertex, colors));
            if (normals) {
                draft.normal(value(normal[0]), value(normal[1]), value(normal[2]));
            }
        }
    }

    /** Names the numbers of vertices that are not shown. */
    private void remarkOthers(Element vertex) {
        List<String> others = vertex.properties().stream()
                .map(Property::name)
                .filter(name -> !SHOWN.contains(name))
                .toList();
        if (!others.isEmpty()) {
            String more = others.size() > 3 ? " and " + (others.size() - 3) + " more" : "";
            draft.remark("what it states of its vertices as "
                    + String.join(", ", others.subList(0, Math.min(3, others.size()))) + more + " is not shown");
        }
    }

    private static int scalar(Element element, String... names) throws IOException {
        int index = element.find(names);
        if (index < 0 || element.properties().get(index).length() != null) {
            throw new IOException("its element '%s' has no property '%s'".formatted(element.name(), names[0]));
        }
        return index;
    }

    private double value(int property) {
        return row[property].length == 0 ? Double.NaN : row[property][0];
    }

    private static int[] colors(Element element) {
        return new int[] {
            element.find("red", "r", "diffuse_red"),
            element.find("green", "g", "diffuse_green"),
            element.find("blue", "b", "diffuse_blue")
        };
    }

    private int color(Element element, int[] properties) {
        double[] part = new double[3];
        boolean whole = true;
        for (int c = 0; c < 3; c++) {
            if (properties[c] < 0) {
                return Draft.NONE;
            }
            PlyType type = element.properties().get(properties[c]).type();
            whole &= type.brightest > 1;
            part[c] = value(properties[c]) / type.brightest;
        }
        return whole ? Draft.color(part[0], part[1], part[2]) : draft.stated(part[0], part[1], part[2]);
    }

    private void faces(Element face) throws IOException {
        int list = list(face);
        int[] colors = colors(face);
        for (long i = 0; i < face.count(); i++) {
            nextRow(face);
            polygon(indices(row[list], 0, row[list].length), color(face, colors));
        }
    }

    private static int list(Element element) throws IOException {
        int index = element.find("vertex_indices", "vertex_index");
        if (index < 0 || element.properties().get(index).length() == null) {
            throw new IOException("its element '" + element.name() + "' has no list 'vertex_indices'");
        }
        return index;
    }

    private static int[] indices(double[] values, int from, int to) throws IOException {
        int[] indices = new int[to - from];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) values[from + i];
            if (indices[i] != values[from + i]) {
                throw new IOException("a face names the vertex " + values[from + i]);
            }
        }
        return indices;
    }

    /** A corner has the normal of its vertex, if vertices have normals. */
    private void polygon(int[] corners, int color) {
        draft.polygon(corners, draft.normals() > 0 ? corners : null, color);
    }

    /** Strips of triangles, which -1 divides. */
    private void strips(Element strip) throws IOException {
        int list = list(strip);
        for (long i = 0; i < strip.count(); i++) {
            nextRow(strip);
            double[] all = row[list];
            int start = 0;
            for (int j = 0; j < all.length; j++) {
                if (all[j] == -1) {
                    start = j + 1;
                } else if (j - start >= 2) {
                    int[] corner = indices(all, j - 2, j + 1);
                    boolean odd = (j - start) % 2 == 1;
                    polygon(odd ? new int[] {corner[1], corner[0], corner[2]} : corner, Draft.NONE);
                }
            }
        }
    }

    private void edges(Element edge) throws IOException {
        int from = scalar(edge, "vertex1");
        int to = scalar(edge, "vertex2");
        for (long i = 0; i < edge.count(); i++) {
            nextRow(edge);
            int[] ends = indices(new double[] {value(from), value(to)}, 0, 2);
            draft.line(ends[0], ends[1]);
        }
    }
}
