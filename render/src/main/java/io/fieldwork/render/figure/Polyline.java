package io.fieldwork.render.figure;

import java.util.Arrays;

/** Lists of points [n, 2] in pixels in which a point that is not a number is a gap. */
final class Polyline {
    private float[] points = new float[64];
    private int length;

    void add(float x, float y) {
        points = length == points.length ? Arrays.copyOf(points, 2 * length) : points;
        points[length++] = x;
        points[length++] = y;
    }

    void gap() {
        if (!isBroken()) {
            add(Float.NaN, Float.NaN);
        }
    }

    private boolean isBroken() {
        return length == 0 || Float.isNaN(points[length - 1]);
    }

    float[] points() {
        return Arrays.copyOf(points, length);
    }

    /**
     * The same line [n, 2] with fewer of its points: of those in one column of pixels the first, the lowest, the
     * highest and the last.
     */
    static float[] thinned(float[] points) {
        Polyline kept = new Polyline();
        int n = points.length / 2;
        int start = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || column(points, i) != column(points, start)) {
                kept.column(points, start, i);
                start = i;
            }
        }
        return kept.points();
    }

    /** A column for each pixel; a gap is a column of its own. */
    private static long column(float[] points, int i) {
        return Float.isNaN(points[2 * i]) ? Long.MIN_VALUE : (long) Math.floor(points[2 * i]);
    }

    private void column(float[] points, int from, int to) {
        if (Float.isNaN(points[2 * from])) {
            gap();
            return;
        }
        int low = from;
        int high = from;
        for (int i = from; i < to; i++) {
            low = points[2 * i + 1] < points[2 * low + 1] ? i : low;
            high = points[2 * i + 1] > points[2 * high + 1] ? i : high;
        }
        int[] order = {from, Math.min(low, high), Math.max(low, high), to - 1};
        for (int k = 0; k < order.length; k++) {
            if (k == 0 || order[k] != order[k - 1]) {
                add(points[2 * order[k]], points[2 * order[k] + 1]);
            }
        }
    }

    /** The same line [n, 2] in pieces of so many pixels, with gaps of so many between them. */
    static float[] dashed(float[] points, float on, float off) {
        Polyline pieces = new Polyline();
        float done = 0;
        for (int i = 0; i + 3 < points.length; i += 2) {
            if (Float.isNaN(points[i]) || Float.isNaN(points[i + 2])) {
                pieces.gap();
                done = 0;
            } else {
                done = pieces.dash(points, i, on, on + off, done);
            }
        }
        return pieces.points();
    }

    /** Adds the pieces between two points; returns how much of a period is done at the second. */
    private float dash(float[] points, int i, float on, float period, float before) {
        float dx = points[i + 2] - points[i];
        float dy = points[i + 3] - points[i + 1];
        float whole = (float) Math.hypot(dx, dy);
        float at = 0;
        float done = before;
        while (at < whole) {
            boolean pen = done < on;
            float step = Math.min((pen ? on : period) - done, whole - at);
            if (pen) {
                if (isBroken()) {
                    add(points[i] + dx * at / whole, points[i + 1] + dy * at / whole);
                }
                add(points[i] + dx * (at + step) / whole, points[i + 1] + dy * (at + step) / whole);
            }
            at += step;
            done += step;
            if (pen && done >= on) {
                gap();
            }
            done = done >= period ? 0 : done;
        }
        return done;
    }
}
