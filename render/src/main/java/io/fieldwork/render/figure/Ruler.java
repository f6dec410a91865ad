package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;

/**
 * An upright axis along a side of a rectangle: ticks, numbers, and its name.
 *
 * @param axis its range is present
 * @param ticks of the axis
 * @param letters in which it is written
 * @param side of the rectangle: -1 the left, 1 the right
 * @param height pixels of the rectangle
 */
record Ruler(Axis axis, Ticks ticks, Letters letters, int side, float height) {
    /** Names up to this length are not turned, in sizes. */
    private static final float SHORT = 2.2f;

    Ruler(Axis axis, Letters letters, int side, float height) {
        this(axis, Ticks.upright(axis, height, letters.number()), letters, side, height);
    }

    private String name() {
        return ticks.title(axis);
    }

    private boolean isShort() {
        return letters.face().width(name(), letters.size()) <= SHORT * letters.size();
    }

    private float numbers() {
        return letters.tick() + letters.gap() + letters.width(ticks.labels());
    }

    /** Pixels that it takes beside the rectangle. */
    float width() {
        float name = isShort() ? letters.face().width(name(), letters.size()) : Letters.line(letters.size());
        return numbers() + (name().isEmpty() ? 0 : letters.gap() + name);
    }

    /** Draws it; the rectangle is as high as it is. */
    void draw(Sketch sketch, Box box) {
        float edge = side < 0 ? box.left() : box.right();
        float anchor = side < 0 ? 1 : 0;
        float size = letters.number();
        for (double value : ticks.minor()) {
            tick(sketch, edge, y(box, value), letters.minor());
        }
        for (int i = 0; i < ticks.values().length; i++) {
            float at = y(box, ticks.values()[i]);
            tick(sketch, edge, at, letters.tick());
            float x = edge + side * (letters.tick() + letters.gap());
            sketch.text(ticks.labels().get(i), x, at + 0.5f + letters.drop(size), anchor, size, Ink.Part.QUIET);
        }
        drawName(sketch, edge + side * (numbers() + letters.gap()), (box.top() + box.bottom()) / 2, anchor);
    }

    private void drawName(Sketch sketch, float x, float middle, float anchor) {
        float size = letters.size();
        if (isShort()) {
            sketch.text(name(), x, middle + letters.drop(size), anchor, size, Ink.Part.TEXT);
        } else {
            float reach =
                    side < 0 ? letters.face().descent(size) : letters.face().ascent(size);
            sketch.turned(
                    letters.face().fitted(name(), size, height), x + side * reach, middle, 0.5f, size, Ink.Part.TEXT);
        }
    }

    /** The pixel of a number. */
    float y(Box box, double value) {
        return Math.min((float) (box.bottom() - axis.share(value) * box.height()), box.bottom() - 1);
    }

    private void tick(Sketch sketch, float edge, float y, float length) {
        float from = side < 0 ? edge - length : edge;
        sketch.hair(from, y, from + length - 1, y, Ink.Part.EDGE);
    }
}
