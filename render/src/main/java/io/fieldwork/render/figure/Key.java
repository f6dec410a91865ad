package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import java.util.ArrayList;
import java.util.List;

/** The legend of a chart, in rows above it. What finds no room is counted at the end. */
final class Key {
    private static final float SAMPLE = 1.8f;
    private static final float GAP = 0.5f;
    private static final float BETWEEN = 1.3f;
    private static final float ROW = 1.45f;

    private record Entry(String label, Mark mark, float left, int row) {}

    private final Letters letters;
    private final List<Entry> entries = new ArrayList<>();
    private String rest = "";
    private float width;

    /** Places the labels of all marks that have one, in at least one row of so many pixels. */
    Key(List<Mark> marks, Letters letters, float room, int rows) {
        this.letters = letters;
        float sample = (SAMPLE + GAP) * letters.size();
        float left = 0;
        int row = 0;
        for (Mark mark : marks) {
            String label = letters.face().fitted(mark.label(), letters.size(), room - sample);
            float length = sample + letters.face().width(label, letters.size());
            if (label.isEmpty()) {
                continue;
            }
            if (left > 0 && left + length > room) {
                left = 0;
                row++;
            }
            entries.add(new Entry(label, mark, left, row));
            width = Math.max(width, left + length);
            left += length + BETWEEN * letters.size();
        }
        cut(rows);
    }

    private void cut(int rows) {
        int before = entries.size();
        entries.removeIf(entry -> entry.row >= rows);
        if (entries.size() < before) {
            rest = "+ " + (before - entries.size() + 1) + " more";
        }
    }

    /** Of the longest row. */
    float width() {
        return width;
    }

    float height() {
        return entries.isEmpty() ? 0 : (entries.getLast().row + 1) * ROW * letters.size();
    }

    /** Draws it from the upper left corner of a rectangle. */
    void draw(Sketch sketch, Box place) {
        float size = letters.size();
        for (Entry entry : entries) {
            float x = place.left() + entry.left;
            float y = place.top() + (entry.row + 0.5f) * ROW * size;
            if (!rest.isEmpty() && entry == entries.getLast()) {
                sketch.text(rest, x, y + letters.drop(size), 0, size, Ink.Part.QUIET);
                return;
            }
            Stroke stroke = entry.mark.stroke();
            boolean dots = stroke.style() == Stroke.Style.DOTS;
            float half = dots ? 0 : SAMPLE / 2 * size - stroke.width() / 2 * letters.unit();
            float middle = x + SAMPLE / 2 * size;
            sketch.stroke(new float[] {middle - half, y, middle + half, y}, stroke);
            float text = x + (SAMPLE + GAP) * size;
            sketch.text(entry.label, text, y + letters.drop(size), 0, size, Ink.Part.TEXT);
        }
    }
}
