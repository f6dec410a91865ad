package io.fieldwork.render.viewer;

/**
 * The layout of a window's image in pixels: panels to the left, the timeline below, the view in the rest.
 *
 * @param total width of the image
 * @param tall height of the image
 * @param left width of the panels, 0 while they are hidden
 * @param bar height of the timeline, 0 without one
 */
record WindowLayout(int total, int tall, int left, int bar) {
    private static final float SIDEBAR = 300;
    private static final float MOST = 0.45f;
    private static final float BAR = 58;

    static WindowLayout of(int width, int height, float scale, boolean panels, boolean timeline) {
        int left = panels ? (int) Math.min(SIDEBAR * scale, MOST * width) : 0;
        int bar = panels && timeline ? (int) Math.min(BAR * scale, MOST * height) : 0;
        return new WindowLayout(width, height, left, bar);
    }

    /** Width of the view. */
    int width() {
        return Math.max(1, total - left);
    }

    /** Height of the view. */
    int height() {
        return Math.max(1, tall - bar);
    }
}
