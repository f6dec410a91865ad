package io.fieldwork.render.text;

import static org.lwjgl.stb.STBTruetype.stbtt_FindGlyphIndex;
import static org.lwjgl.stb.STBTruetype.stbtt_GetGlyphBitmapBoxSubpixel;
import static org.lwjgl.stb.STBTruetype.stbtt_GetGlyphHMetrics;
import static org.lwjgl.stb.STBTruetype.stbtt_InitFont;
import static org.lwjgl.stb.STBTruetype.stbtt_MakeGlyphBitmapSubpixel;
import static org.lwjgl.stb.STBTruetype.stbtt_ScaleForMappingEmToPixels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lwjgl.BufferUtils;
import org.lwjgl.stb.STBTTFontinfo;

/**
 * A scalable typeface, read and rasterised by stb_truetype. Sizes are pixels of the em square; lengths are pixels. It may be used on any
 * thread, and needs no graphics device.
 *
 * <p>{@link #sans} is a subset of DejaVu Sans 2.37 with Latin, Greek, super- and subscripts, arrows and mathematical operators.
 */
public final class Typeface {
    /** Height of capitals and digits, of the size. */
    private static final float CAPITALS = 0.729f;
    /** How far the tallest and the deepest letters reach from the line they stand on, of the size. */
    private static final float ASCENT = 0.93f;

    private static final float DESCENT = 0.24f;

    /** Pixels of stb_truetype, which follows curves to a third of one, along either side of ours. */
    private static final int FINER = 8;

    private static final String SANS = "DejaVuSans.ttf";

    /** Loaded when it is first asked for. */
    private static final class Sans {
        private static final Typeface FACE = new Typeface(resource(SANS));
    }

    /** The file; the font refers to it. */
    private final ByteBuffer file;

    private final STBTTFontinfo font = STBTTFontinfo.create();
    /** Pixels of a font unit, of the size. */
    private final float unit;
    /** From a letter's origin to the next one's, of the size. */
    private final Map<Integer, Float> advances = new ConcurrentHashMap<>();

    private Typeface(byte[] bytes) {
        file = BufferUtils.createByteBuffer(bytes.length).put(bytes).flip();
        if (!stbtt_InitFont(font, file)) {
            throw new IllegalArgumentException("a font that cannot be read");
        }
        unit = stbtt_ScaleForMappingEmToPixels(font, 1);
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
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    /** Whether it has a letter for a character; others are drawn as boxes. */
    public boolean has(int codepoint) {
        return stbtt_FindGlyphIndex(font, codepoint) != 0;
    }

    /** {@return pixels from a line's first letter's origin to where a next letter would begin} */
    public float width(String text, float size) {
        float ems = 0;
        for (int c : text.codePoints().toArray()) {
            ems += advance(c);
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
     * {@return the longest beginning of a line that fits into so many pixels, with an ellipsis where something is left
     * out; nothing if not even one letter fits}
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
     * {@return a line of text of a size above 0 as an image that holds all letters, the first one's origin on a whole
     * pixel}
     */
    public TextBitmap draw(String text, float size) {
        int margin = (int) Math.ceil(size / 4) + 1;
        int baseline = (int) Math.ceil(1.05f * size) + 1;
        int width = (int) Math.ceil(width(text, size)) + 2 * margin;
        int height = baseline + (int) Math.ceil(0.35f * size) + 1;
        int[] ink = new int[width * height];
        float x = margin;
        for (int c : text.codePoints().toArray()) {
            addLetter(ink, width, stbtt_FindGlyphIndex(font, c), size * unit, x, baseline);
            x += size * advance(c);
        }
        byte[] coverage = new byte[ink.length];
        for (int i = 0; i < ink.length; i++) {
            coverage[i] = (byte) Math.min(255, Math.round((float) ink[i] / (FINER * FINER)));
        }
        return new TextBitmap(width, height, margin, baseline, coverage);
    }

    private float advance(int codepoint) {
        return advances.computeIfAbsent(codepoint, c -> {
            int[] units = new int[1];
            stbtt_GetGlyphHMetrics(font, stbtt_FindGlyphIndex(font, c), units, null);
            return units[0] * unit;
        });
    }

    /** Adds a glyph that is rasterised on a finer grid to the ink of pixels, its origin at a place. */
    private void addLetter(int[] ink, int stride, int glyph, float scale, float x, int baseline) {
        float fine = FINER * scale;
        int origin = (int) (FINER * x);
        float shift = FINER * x - origin;
        int[] left = new int[1];
        int[] top = new int[1];
        int[] right = new int[1];
        int[] bottom = new int[1];
        stbtt_GetGlyphBitmapBoxSubpixel(font, glyph, fine, fine, shift, 0, left, top, right, bottom);
        int width = right[0] - left[0];
        int height = bottom[0] - top[0];
        ByteBuffer pixels = BufferUtils.createByteBuffer(width * height);
        stbtt_MakeGlyphBitmapSubpixel(font, pixels, width, height, width, fine, fine, shift, 0, glyph);
        for (int i = 0; i < width * height; i++) {
            int column = (origin + left[0] + i % width) / FINER;
            int row = (FINER * baseline + top[0] + i / width) / FINER;
            ink[row * stride + column] += pixels.get(i) & 0xff;
        }
    }
}
