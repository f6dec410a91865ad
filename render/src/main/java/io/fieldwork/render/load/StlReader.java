package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A reader of STL files, text or binary. The normals that they state are left aside, because many are wrong. */
final class StlReader {
    private static final int HEADER = 80;
    private static final int FACET = 50;
    private static final int MOST_CORNERS = 1000;

    private StlReader() {}

    static Draft read(byte[] file) throws IOException {
        long needed = file.length < HEADER + 4 ? -1 : HEADER + 4 + FACET * count(file);
        boolean text = start(file, 100).stripLeading().toLowerCase(Locale.ROOT).startsWith("solid");
        if (needed == file.length || needed >= 0 && needed < file.length && !(text && isText(file))) {
            return binary(file, (int) count(file));
        }
        if (!text) {
            throw new IOException(
                    needed < 0
                            ? "it is shorter than the header of an STL file"
                            : "it promises %d triangles, which need %d bytes, but has %d; it may be cut short"
                                    .formatted(count(file), needed, file.length));
        }
        return text(new Words(file, 0));
    }

    private static long count(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER) & 0xffffffffL;
    }

    private static String start(byte[] file, int length) {
        return new String(file, 0, Math.min(length, file.length), StandardCharsets.ISO_8859_1);
    }

    private static boolean isText(byte[] file) {
        String start = start(file, 1000).toLowerCase(Locale.ROOT);
        return start.contains("facet") || start.contains("endsolid");
    }

    private static Draft binary(byte[] file, int count) {
        Draft draft = new Draft();
        boolean materialise = start(file, HEADER).contains("COLOR=");
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(HEADER + 4);
        for (int i = 0; i < count; i++) {
            bytes.position(HEADER + 4 + i * FACET + 12);
            int[] corners = new int[3];
            for (int c = 0; c < 3; c++) {
                corners[c] = draft.point(bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), Draft.NONE);
            }
            draft.polygon(corners, null, color(bytes.getShort(), materialise));
        }
        return draft;
    }

    /** The colour in five bits a component, where the highest bit says that there is one: of Materialise Magics, or else of VisCAM. */
    private static int color(int bits, boolean materialise) {
        if (bits < 0 == materialise) {
            return Draft.NONE;
        }
        double low = (bits & 31) / 31.0;
        double green = (bits >> 5 & 31) / 31.0;
        double high = (bits >> 10 & 31) / 31.0;
        return materialise ? Draft.color(low, green, high) : Draft.color(high, green, low);
    }

    private static Draft text(Words words) throws IOException {
        Draft draft = new Draft();
        int[] corners = new int[0];
        boolean ended = false;
        while (words.hasNext()) {
            switch (words.next().toLowerCase(Locale.ROOT)) {
                case "solid" -> words.skipLine();
                case "endsolid" -> {
                    words.skipLine();
                    ended = true;
                }
                case "facet" -> words.skip(4);
                case "outer" -> words.skip(1);
                case "endfacet" -> {}
                case "vertex" -> {
                    if (corners.length == MOST_CORNERS) {
                        throw new IOException("a loop of more than " + MOST_CORNERS + " corners has no end");
                    }
                    corners = Arrays.copyOf(corners, corners.length + 1);
                    corners[corners.length - 1] =
                            draft.point(words.number(), words.number(), words.number(), Draft.NONE);
                }
                case "endloop" -> {
                    draft.polygon(corners, null, Draft.NONE);
                    corners = new int[0];
                }
                default -> throw new IOException("it holds words that no STL file has");
            }
        }
        if (!ended) {
            draft.remark("it ends without 'endsolid'; it may be cut short");
        }
        return draft;
    }
}
