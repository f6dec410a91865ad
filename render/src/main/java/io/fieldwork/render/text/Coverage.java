package io.fieldwork.render.text;

/**
 * Area coverage of polygons on a grid of pixels: each edge adds the signed area to its right, a running sum along the row gives the
 * coverage (R. Levien, "Inside the fastest font renderer in the world", 2016). Exact for contours that do not overlap.
 */
final class Coverage {
    private final int width;
    private final int height;
    private final int stride;
    private final float[] sums;

    Coverage(int width, int height) {
        this.width = width;
        this.height = height;
        stride = width + 2;
        sums = new float[stride * height];
    }

    /** Adds an edge, pixels from the upper left corner; x lies inside the grid. */
    void edge(float x0, float y0, float x1, float y1) {
        if (y0 == y1) {
            return;
        }
        if (y0 > y1) {
            descend(x1, y1, x0, y0, -1);
        } else {
            descend(x0, y0, x1, y1, 1);
        }
    }

    private void descend(float x0, float y0, float x1, float y1, int sign) {
        float slope = (x1 - x0) / (y1 - y0);
        float x = x0 - Math.min(0, y0) * slope;
        int last = Math.min(height, (int) Math.ceil(y1));
        for (int row = Math.max(0, (int) y0); row < last; row++) {
            float length = Math.min(row + 1, y1) - Math.max(row, y0);
            float next = x + slope * length;
            row(row * stride, Math.min(x, next), Math.max(x, next), sign * length);
            x = next;
        }
    }

    /** Shares the height of a piece of an edge among the pixels that it crosses between two places of a row. */
    private void row(int start, float from, float to, float height) {
        int first = (int) from;
        int end = Math.max(first + 1, (int) Math.ceil(to));
        float before = 0;
        for (int pixel = first; pixel < end; pixel++) {
            float covered = right(pixel + 1, from, to);
            sums[start + pixel] += height * (covered - before);
            before = covered;
        }
        sums[start + end] += height * (1 - before);
    }

    /** The mean over the piece of the share of the pixel before a border that lies to the right of the piece. */
    private static float right(int border, float from, float to) {
        float left = border - 1;
        if (to - from < 1e-3f) {
            return border - from;
        }
        return (above(border - from) - above(border - to) - above(left - from) + above(left - to)) / (to - from);
    }

    private static float above(float x) {
        return x > 0 ? x * x / 2 : 0;
    }

    /** [height, width], 0 outside to 255 inside. */
    byte[] bytes() {
        byte[] bytes = new byte[width * height];
        for (int y = 0; y < height; y++) {
            float sum = 0;
            for (int x = 0; x < width; x++) {
                sum += sums[y * stride + x];
                bytes[y * width + x] = (byte) Math.round(255 * Math.min(1, Math.abs(sum)));
            }
        }
        return bytes;
    }
}
