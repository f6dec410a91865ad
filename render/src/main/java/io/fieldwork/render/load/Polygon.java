package io.fieldwork.render.load;

import java.util.function.IntConsumer;

/**
 * A polygon in space, seen along its mean normal: x and y of its corners in order, counter-clockwise as a whole.
 *
 * @param x of each corner
 * @param y of each corner
 */
record Polygon(double[] x, double[] y) {
    /** The most corners for which ears are looked for. */
    private static final int MOST = 500;

    /** A polygon of some of the points [n, 3]; the axis along which it is largest is looked along. */
    static Polygon of(double[] points, int[] corners, int from, int size) {
        double[] normal = new double[3];
        for (int i = 0; i < size; i++) {
            int a = 3 * corners[from + i];
            int b = 3 * corners[from + (i + 1) % size];
            for (int c = 0; c < 3; c++) {
                int u = (c + 1) % 3;
                int v = (c + 2) % 3;
                int origin = 3 * corners[from];
                normal[c] += (points[a + u] - points[origin + u]) * (points[b + v] - points[origin + v])
                        - (points[a + v] - points[origin + v]) * (points[b + u] - points[origin + u]);
            }
        }
        int axis = 0;
        for (int c = 1; c < 3; c++) {
            axis = Math.abs(normal[c]) > Math.abs(normal[axis]) ? c : axis;
        }
        int across = normal[axis] < 0 ? (axis + 2) % 3 : (axis + 1) % 3;
        int up = 3 - axis - across;
        double[] x = new double[size];
        double[] y = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = points[3 * corners[from + i] + across] - points[3 * corners[from] + across];
            y[i] = points[3 * corners[from + i] + up] - points[3 * corners[from] + up];
        }
        return new Polygon(x, y);
    }

    /** Gives the triangles into which it is cut, three numbers of corners each. */
    void triangles(IntConsumer corners) {
        int[] ring = new int[x.length];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = i;
        }
        int left = ring.length;
        while (left > 3 && ring.length <= MOST && !convex(ring, left)) {
            int ear = ear(ring, left);
            if (ear < 0) {
                break;
            }
            give(corners, ring[(ear + left - 1) % left], ring[ear], ring[(ear + 1) % left]);
            System.arraycopy(ring, ear + 1, ring, ear, left - ear - 1);
            left--;
        }
        for (int i = 1; i + 1 < left; i++) {
            give(corners, ring[0], ring[i], ring[i + 1]);
        }
    }

    private static void give(IntConsumer corners, int a, int b, int c) {
        corners.accept(a);
        corners.accept(b);
        corners.accept(c);
    }

    private boolean convex(int[] ring, int left) {
        for (int i = 0; i < left; i++) {
            if (turn(ring[i], ring[(i + 1) % left], ring[(i + 2) % left]) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A corner that can be cut off, or -1. */
    private int ear(int[] ring, int left) {
        for (int i = 0; i < left; i++) {
            int a = ring[(i + left - 1) % left];
            int b = ring[i];
            int c = ring[(i + 1) % left];
            boolean ear = turn(a, b, c) > 0;
            for (int j = 0; j < left && ear; j++) {
                int p = ring[j];
                ear = p == a || p == b || p == c || turn(a, b, p) < 0 || turn(b, c, p) < 0 || turn(c, a, p) < 0;
            }
            if (ear) {
                return i;
            }
        }
        return -1;
    }

    private double turn(int a, int b, int c) {
        return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
    }
}
