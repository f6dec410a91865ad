package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import java.util.ArrayList;
import java.util.List;

/** A drawing while it is made: what is drawn goes into the group that was begun last. */
final class Sketch {
    private static final float DASH = 5;
    private static final float DASH_GAP = 3.5f;

    private final List<Drawing.Group> groups = new ArrayList<>();
    private List<Drawing.Item> items = new ArrayList<>();
    private final float unit;
    private Box clip;

    /** Lines and dashes are so many times as large as strokes say. */
    Sketch(Box clip, float unit) {
        this.clip = clip;
        this.unit = unit;
    }

    /** Shows nothing outside a rectangle from now on. */
    void clip(Box box) {
        if (!items.isEmpty()) {
            groups.add(new Drawing.Group(clip, items));
        }
        items = new ArrayList<>();
        clip = box;
    }

    List<Drawing.Group> groups() {
        clip(clip);
        return groups;
    }

    void add(Drawing.Item item) {
        items.add(item);
    }

    /** Adds a line, joined to the last item if that is a line that looks the same. */
    private void line(float[] points, Ink ink, float opacity, float width) {
        Drawing.Line line = new Drawing.Line(points, ink, opacity, width);
        if (!items.isEmpty() && items.getLast() instanceof Drawing.Line last && last.looksLike(line)) {
            items.set(items.size() - 1, last.and(points));
        } else {
            items.add(line);
        }
    }

    /** A thin line from and to the middles of pixels, upright or level. */
    void hair(float x1, float y1, float x2, float y2, Ink ink) {
        float[] points = {middle(x1), middle(y1), middle(x2), middle(y2)};
        line(points, ink, 1, hairWidth());
    }

    /** Whole pixels. */
    private float hairWidth() {
        return Math.max(1, Math.round(unit));
    }

    private static float middle(float at) {
        return (float) Math.floor(at) + 0.5f;
    }

    /** The outermost pixels of a rectangle. */
    void frame(Box box, Ink ink) {
        float left = middle(box.left());
        float top = middle(box.top());
        float right = middle(box.right() - 1);
        float bottom = middle(box.bottom() - 1);
        float[] points = {left, top, right, top, right, bottom, left, bottom, left, top};
        line(points, ink, 1, hairWidth());
    }

    void text(String text, float x, float y, float anchor, float size, Ink ink) {
        text(text, x, y, anchor, size, ink, false);
    }

    /** A text that runs upwards. */
    void turned(String text, float x, float y, float anchor, float size, Ink ink) {
        text(text, x, y, anchor, size, ink, true);
    }

    private void text(String text, float x, float y, float anchor, float size, Ink ink, boolean turned) {
        if (!text.isEmpty()) {
            add(new Drawing.Text(text, x, y, anchor, size, ink, turned));
        }
    }

    /** Points in the style of a stroke. */
    void stroke(float[] points, Stroke stroke) {
        float[] drawn = switch (stroke.style()) {
            case SOLID -> points;
            case DASHED -> Polyline.dashed(points, DASH * unit, (DASH_GAP + stroke.width()) * unit);
            case DOTTED -> Polyline.dashed(points, 0.5f, (2 + stroke.width()) * unit);
            case DOTS -> apart(points);
        };
        if (drawn.length > 0) {
            line(drawn, stroke.ink(), stroke.opacity(), unit * stroke.width());
        }
    }

    private static float[] apart(float[] points) {
        Polyline dots = new Polyline();
        for (int i = 0; i < points.length; i += 2) {
            dots.gap();
            if (!Float.isNaN(points[i])) {
                dots.add(points[i], points[i + 1]);
            }
        }
        return dots.points();
    }
}
