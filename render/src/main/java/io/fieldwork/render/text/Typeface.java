package io.fieldwork.render.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A scalable typeface. Sizes are pixels of the em square; lengths are pixels. It may be used on any thread.
 *
 * <p>{@link #sans} is a subset of DejaVu Sans 2.37 with Latin, Greek, super- and subscripts, arrows and mathematical operators.
 */
public final class Typeface {
    /** Height of capitals and digits, of the size. */
    private static final float CAPITALS = 0.729f;
    /** How far the tallest and the deepest letters reach from the line they stand on, of the size. */
    private static final float ASCENT = 0.93f;

    private static final float DESCENT = 0.24f;
    /** Straight pieces that stand for a parabola. */
    private static final int PIECES = 5;

    private static final String SANS = "DejaVuSans.ttf";

    /** Loaded when it is first asked for. */
    private static final class Sans {
        private static final Typeface FACE = new Typeface(resource(SANS));
    }

    /** Edges from x, y to x, y in em, y upwards. */
    private record Glyph(float advance, List<float[]> edges) {}

    private final byte[] file;
    private final TrueType font;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    private Typeface(byte[] file) {
        this.file = file;
        font = new TrueType(file);
    }

    /** The typeface of figures and panels. */
    public static Typeface sans() {
        return Sans.FACE;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Typeface.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The font " + name + " is missing.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The TrueType file, for others that draw letters themselves. */
    public byte[] file() {
        return file.clone();
    }

    /** Whether it has a letter for a character; others are drawn as boxes. */
    public boolean has(int codepoint) {
        return font.has(codepoint);
    }

    /**
     * The length of a line.
     *
     * @param text its letters
     * @param size pixels of the em square
     * @return pixels from the first letter's origin to where the next one would begin
     */
    public float width(String text, float size) {
        float ems = 0;
        for (int c : text.codePoints().toArray()) {
            ems += glyph(c).advance;
        }
        return ems * size;
    }

    /** Height of capitals and digits. */
    public float capitals(float size) {
        return CAPITALS * size;
    }

    /** How far letters reach up from the line they stand on. */
    public float ascent(float size) {
        return ASCENT * size;
    }

    /** How far letters reach down from the line they stand on. */
    public float descent(float size) {
        return DESCENT * size;
    }

    /**
     * The longest beginning of a text that fits, with an ellipsis where something is left out.
     *
     * @param text one line
     * @param size pixels of the em square
     * @param room pixels
     * @return the text, a shorter one, or nothing if not even one letter fits
     */
    public String fitted(String text, float size, float room) {
        if (width(text, size) <= room) {
            return text;
        }
        int[] letters = text.codePoints().toArray();
        for (int n = letters.length - 1; n > 0; n--) {
            String shorter = new String(letters, 0, n).stripTrailing() + "…";
            if (width(shorter, size) <= room) {
                return shorter;
            }
        }
        return "";
    }

    /**
     * A line of text as pixels, its first letter's origin on a whole pixel.
     *
     * @param text its letters
     * @param size pixels of the em square, above 0
     * @return an image that holds all letters
     */
    public TextBitmap draw(String text, float size) {
        int margin = (int) Math.ceil(size / 4) + 1;
        int baseline = (int) Math.ceil(1.05f * size) + 1;
        int width = (int) Math.ceil(width(text, size)) + 2 * margin;
        int height = baseline + (int) Math.ceil(0.35f * size) + 1;
        Coverage coverage = new Coverage(width, height);
        float x = margin;
        for (int c : text.codePoints().toArray()) {
            Glyph glyph = glyph(c);
            for (float[] e : glyph.edges) {
                coverage.edge(x + size * e[0], baseline - size * e[1], x + size * e[2], baseline - size * e[3]);
            }
            x += size * glyph.advance;
        }
        return new TextBitmap(width, height, margin, baseline, coverage.bytes());
    }

    private Glyph glyph(int codepoint) {
        return glyphs.computeIfAbsent(codepoint, c -> {
            int glyph = font.glyph(c);
            float em = font.unitsPerEm();
            Outline outline = new Outline(1 / em, PIECES);
            for (float[] contour : font.contours(glyph)) {
                outline.add(contour);
            }
            return new Glyph(font.advance(glyph) / em, outline.edges());
        });
    }
}
