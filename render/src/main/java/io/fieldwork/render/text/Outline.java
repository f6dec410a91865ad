package io.fieldwork.render.text;

import java.util.ArrayList;
import java.util.List;

/** Contours of lines and parabolas as straight edges. Between two control points lies a point of the curve, in their middle. */
final class Outline {
    private final float scale;
    private final int pieces;
    private final List<float[]> edges = new ArrayList<>();

    /** An outline of points times a scale, each parabola in so many pieces. */
    Outline(float scale, int pieces) {
        this.scale = scale;
        this.pieces = pieces;
    }

    /** Adds a closed contour [points, 3] as {@link TrueType#contours} gives it. */
    void add(float[] contour) {
        List<float[]> points = expanded(contour);
        int n = points.size();
        int first = 0;
        while (first < n - 1 && points.get(first)[2] == 0) {
            first++;
        }
        for (int k = 0; k < n; k++) {
            float[] from = points.get((first + k) % n);
            float[] next = points.get((first + k + 1) % n);
            if (next[2] != 0) {
                edges.add(new float[] {from[0], from[1], next[0], next[1]});
            } else {
                k++;
                parabola(from, next, points.get((first + k + 1) % n));
            }
        }
    }

    /** All points x, y, on the curve or not (1 or 0), scaled, those between control points among them. */
    private List<float[]> expanded(float[] contour) {
        List<float[]> points = new ArrayList<>();
        int n = contour.length / 3;
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            float x = contour[3 * i];
            float y = contour[3 * i + 1];
            points.add(new float[] {scale * x, scale * y, contour[3 * i + 2]});
            if (contour[3 * i + 2] == 0 && contour[3 * next + 2] == 0) {
                points.add(new float[] {
                    scale * (x + contour[3 * next]) / 2, scale * (y + contour[3 * next + 1]) / 2, 1
                });
            }
        }
        return points;
    }

    private void parabola(float[] from, float[] control, float[] to) {
        float x = from[0];
        float y = from[1];
        for (int i = 1; i <= pieces; i++) {
            float t = (float) i / pieces;
            float s = 1 - t;
            float nextX = s * s * from[0] + 2 * s * t * control[0] + t * t * to[0];
            float nextY = s * s * from[1] + 2 * s * t * control[1] + t * t * to[1];
            edges.add(new float[] {x, y, nextX, nextY});
            x = nextX;
            y = nextY;
        }
    }

    /** All edges: x and y of their two ends. */
    List<float[]> edges() {
        return edges;
    }
}
