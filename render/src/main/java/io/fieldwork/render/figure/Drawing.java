package io.fieldwork.render.figure;

import java.util.Arrays;
import java.util.List;

/**
 * Lines, areas, images and letters on a rectangle, in the order in which they are painted. All lengths are pixels from the upper left
 * corner.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param groups painted one after the other
 * @param plots rectangles between the axes of the charts, in the order of the charts
 */
public record Drawing(int width, int height, List<Group> groups, List<Box> plots) {
    /** Copies the lists. */
    public Drawing {
        groups = List.copyOf(groups);
        plots = List.copyOf(plots);
    }

    /**
     * A rectangle.
     *
     * @param left edge
     * @param top edge
     * @param right edge, not left of the left one
     * @param bottom edge, not above the top one
     */
    public record Box(float left, float top, float right, float bottom) {
        /** Pixels from left to right. */
        public float width() {
            return right - left;
        }

        /** Pixels from top to bottom. */
        public float height() {
            return bottom - top;
        }

        /** The same rectangle, its edges moved inwards. */
        public Box inset(float left, float top, float right, float bottom) {
            return new Box(this.left + left, this.top + top, this.right - right, this.bottom - bottom);
        }
    }

    /**
     * Items of which nothing is seen outside a rectangle.
     *
     * @param clip the rectangle
     * @param items painted one after the other
     */
    public record Group(Box clip, List<Item> items) {
        /** Copies the list. */
        public Group {
            items = List.copyOf(items);
        }
    }

    /** One thing to paint. */
    public sealed interface Item {}

    /**
     * A line with round joints and ends. A point that is not a number is a gap; a point between two gaps is a dot.
     *
     * @param points [n, 2]
     * @param ink its colour
     * @param opacity 0 to 1
     * @param width of the line
     */
    public record Line(float[] points, Ink ink, float opacity, float width) implements Item {
        /** Whether it does not matter if both are one line: both are opaque, of one ink and width. */
        boolean looksLike(Line o) {
            return opacity == 1 && o.opacity == 1 && width == o.width && ink.equals(o.ink);
        }

        /** The same line, and after a gap other points. */
        Line and(float[] more) {
            float[] all = Arrays.copyOf(points, points.length + 2 + more.length);
            Arrays.fill(all, points.length, points.length + 2, Float.NaN);
            System.arraycopy(more, 0, all, points.length + 2, more.length);
            return new Line(all, ink, opacity, width);
        }
    }

    /**
     * Filled polygons, each from left to right along its upper edge and back along its lower one with as many points, which lie below
     * those of the upper one; a point that is not a number ends one.
     *
     * @param points [n, 2]
     * @param ink their colour
     * @param opacity 0 to 1
     */
    public record Area(float[] points, Ink ink, float opacity) implements Item {}

    /**
     * An image stretched over a rectangle, each of its pixels with sharp edges.
     *
     * @param place the rectangle
     * @param width pixels of the image
     * @param height pixels of the image
     * @param rgba [height, width, 4], the top row first; alpha is 0 or 255
     */
    public record Image(Box place, int width, int height, byte[] rgba) implements Item {}

    /**
     * A line of text.
     *
     * @param text its letters
     * @param x where it is
     * @param y of the line that letters stand on
     * @param anchor which part of it is there: 0 its beginning, 1 its end
     * @param size pixels of the em square
     * @param ink its colour
     * @param turned whether it runs upwards rather than to the right
     */
    public record Text(String text, float x, float y, float anchor, float size, Ink ink, boolean turned)
            implements Item {}
}
