package io.fieldwork.render.figure;

import io.fieldwork.render.text.Typeface;
import java.util.ArrayList;
import java.util.List;

/**
 * The letters of a figure: a typeface in three sizes. Distances around letters are multiples of the usual size.
 *
 * @param face the typeface
 * @param size of names and legends, pixels of the em square
 */
record Letters(Typeface face, float size) {
    /** The size for a screen of ordinary density. */
    static final float USUAL = 12;

    private static final float TITLE = 1.15f;
    private static final float NUMBER = 0.92f;
    private static final float LINE = 1.35f;
    private static final float TICK = 4;
    private static final float MINOR = 2.5f;
    private static final float GAP = 3;

    /** Pixels of the figure for a pixel beside letters of the usual size. */
    float unit() {
        return size / USUAL;
    }

    /** Pixels of a mark at a number. */
    float tick() {
        return TICK * unit();
    }

    /** Pixels of a mark between numbers. */
    float minor() {
        return MINOR * unit();
    }

    /** Pixels between a mark and its number. */
    float gap() {
        return GAP * unit();
    }

    float title() {
        return TITLE * size;
    }

    float number() {
        return NUMBER * size;
    }

    /** From one line of text to the next. */
    static float line(float size) {
        return LINE * size;
    }

    /** How far below the middle of digits and capitals the line is that they stand on. */
    float drop(float size) {
        return face.capitals(size) / 2;
    }

    float width(List<String> labels) {
        float widest = 0;
        for (String label : labels) {
            widest = Math.max(widest, face.width(label, number()));
        }
        return widest;
    }

    /** A text in at most so many lines, broken between words; what does not fit is left out. */
    List<String> wrapped(String text, float size, float room, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            int end = lines.size() == most - 1 ? rest.length() : lineEnd(rest, size, room);
            lines.add(face.fitted(rest.substring(0, end), size, room));
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    /** Where the last word of a line ends; the first word is on it whether it fits or not. */
    private int lineEnd(String text, float size, float room) {
        int end = text.length();
        while (face.width(text.substring(0, end), size) > room) {
            int space = text.lastIndexOf(' ', end - 1);
            if (space <= 0) {
                int first = text.indexOf(' ');
                return first > 0 ? first : text.length();
            }
            end = space;
        }
        return end;
    }
}
