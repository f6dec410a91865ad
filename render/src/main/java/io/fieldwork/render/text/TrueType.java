package io.fieldwork.render.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Glyph outlines and advances of a TrueType file: the tables head, hhea, hmtx, cmap (format 4), loca and glyf as OpenType 1.9 describes
 * them. Composite glyphs, hints and layout features are not read.
 */
final class TrueType {
    private static final int ON_CURVE = 1;
    private static final int X_BYTE = 2;
    private static final int Y_BYTE = 4;
    private static final int REPEATED = 8;
    private static final int X_SAME = 16;
    private static final int Y_SAME = 32;

    private final ByteBuffer data;
    private final Map<String, Integer> tables = new HashMap<>();
    private final Map<Integer, Integer> glyphs = new HashMap<>();

    TrueType(byte[] bytes) {
        data = ByteBuffer.wrap(bytes);
        for (int i = 0; i < unsigned(4); i++) {
            int entry = 12 + 16 * i;
            tables.put(new String(bytes, entry, 4, StandardCharsets.US_ASCII), data.getInt(entry + 8));
        }
        int cmap = table("cmap");
        readSegments(cmap + data.getInt(cmap + 8));
    }

    private int table(String tag) {
        Integer at = tables.get(tag);
        if (at == null) {
            throw new IllegalArgumentException("a font without the table " + tag);
        }
        return at;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(data.getShort(at));
    }

    private void readSegments(int at) {
        int twice = unsigned(at + 6);
        if (unsigned(at) != 4) {
            throw new IllegalArgumentException("a character map of format " + unsigned(at));
        }
        for (int segment = 0; segment < twice; segment += 2) {
            int end = unsigned(at + 14 + segment);
            int start = unsigned(at + 16 + twice + segment);
            int delta = unsigned(at + 16 + 2 * twice + segment);
            int rangeAt = at + 16 + 3 * twice + segment;
            int range = unsigned(rangeAt);
            for (int c = start; c <= end && c != 0xffff; c++) {
                int glyph = range == 0 ? c : unsigned(rangeAt + range + 2 * (c - start));
                glyphs.put(c, (glyph + delta) & 0xffff);
            }
        }
    }

    /** Units of a side of the square in which letters are designed. */
    int unitsPerEm() {
        return unsigned(table("head") + 18);
    }

    /** The glyph of a character; 0, a box, for one that the font lacks. */
    int glyph(int codepoint) {
        return glyphs.getOrDefault(codepoint, 0);
    }

    boolean has(int codepoint) {
        return glyphs.containsKey(codepoint);
    }

    /** Font units from a glyph's origin to the next one's. */
    int advance(int glyph) {
        int last = unsigned(table("hhea") + 34) - 1;
        return unsigned(table("hmtx") + 4 * Math.min(glyph, last));
    }

    /**
     * The closed contours of a glyph, each [points, 3]: x, y (upwards) and 1 for a point on the curve, 0 for the control point of a
     * parabola.
     */
    float[][] contours(int glyph) {
        boolean wide = unsigned(table("head") + 50) == 1;
        int at = table("glyf") + location(glyph, wide);
        int count = location(glyph + 1, wide) == location(glyph, wide) ? 0 : data.getShort(at);
        if (count <= 0) {
            return new float[0][];
        }
        int[] ends = new int[count];
        Arrays.setAll(ends, i -> unsigned(at + 10 + 2 * i) + 1);
        int afterEnds = at + 10 + 2 * count;
        float[] points = points(afterEnds + 2 + unsigned(afterEnds), ends[count - 1]);
        float[][] contours = new float[count][];
        for (int i = 0; i < count; i++) {
            contours[i] = Arrays.copyOfRange(points, i == 0 ? 0 : 3 * ends[i - 1], 3 * ends[i]);
        }
        return contours;
    }

    private int location(int glyph, boolean wide) {
        int loca = table("loca");
        return wide ? data.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph);
    }

    private float[] points(int from, int count) {
        int at = from;
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i++) {
            flags[i] = data.get(at++);
            if ((flags[i] & REPEATED) != 0) {
                int more = data.get(at++) & 0xff;
                Arrays.fill(flags, i, i + more + 1, flags[i]);
                i += more;
            }
        }
        float[] points = new float[3 * count];
        at = coordinates(at, flags, X_BYTE, X_SAME, points, 0);
        coordinates(at, flags, Y_BYTE, Y_SAME, points, 1);
        for (int i = 0; i < count; i++) {
            points[3 * i + 2] = flags[i] & ON_CURVE;
        }
        return points;
    }

    private int coordinates(int from, byte[] flags, int small, int same, float[] points, int component) {
        int at = from;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean positiveOrSame = (flags[i] & same) != 0;
            if ((flags[i] & small) != 0) {
                int step = data.get(at++) & 0xff;
                value += positiveOrSame ? step : -step;
            } else if (!positiveOrSame) {
                value += data.getShort(at);
                at += 2;
            }
            points[3 * i + component] = value;
        }
        return at;
    }
}
