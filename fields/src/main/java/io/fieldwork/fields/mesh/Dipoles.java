package io.fieldwork.fields.mesh;

/**
 * Sets of triangles as they look from far away: the solid angle of a small triangle of area normal n at p is n grad(1/r) up to its sign, and its
 * expansion about the middle of the set needs the sum of n and the sum of (p - middle) n^T. The area's own moment about its
 * centroid, a term of second order, is left out.
 */
final class Dipoles {
    /** Middle, normal, first moments (by rows p, columns n), radius. */
    private static final int STRIDE = 16;

    private static final int NORMAL = 3;
    private static final int MOMENT = 6;
    private static final int RADIUS = 15;

    private final double[] values;

    Dipoles(int nodes) {
        values = new double[STRIDE * nodes];
    }

    /** Gathers triangles into a node whose box, lower and upper corner, is known. */
    void set(int node, double[] corners, int first, int last, double[] boxes, int box) {
        int to = STRIDE * node;
        double weight = 0;
        double[] triangle = new double[6];
        for (int t = first; t < last; t++) {
            double area = middleAndNormal(corners, 9 * t, triangle);
            weight += area;
            for (int k = 0; k < 3; k++) {
                values[to + k] += area * triangle[k];
                values[to + NORMAL + k] += triangle[3 + k];
            }
        }
        double far = 0;
        for (int k = 0; k < 3; k++) {
            values[to + k] = weight > 0 ? values[to + k] / weight : (boxes[box + k] + boxes[box + 3 + k]) / 2;
            double reach = Math.max(boxes[box + 3 + k] - values[to + k], values[to + k] - boxes[box + k]);
            far += reach * reach;
        }
        values[to + RADIUS] = Math.sqrt(far);
        for (int t = first; t < last; t++) {
            middleAndNormal(corners, 9 * t, triangle);
            for (int i = 0; i < 9; i++) {
                values[to + MOMENT + i] += (triangle[i / 3] - values[to + i / 3]) * triangle[3 + i % 3];
            }
        }
    }

    /** Sets the centroid and the normal as long as the area; gives the area. */
    private static double middleAndNormal(double[] t, int at, double[] out) {
        for (int k = 0; k < 3; k++) {
            int p = (k + 1) % 3;
            int q = (k + 2) % 3;
            out[k] = (t[at + k] + t[at + 3 + k] + t[at + 6 + k]) / 3;
            out[3 + k] = 0.5
                    * ((t[at + 3 + p] - t[at + p]) * (t[at + 6 + q] - t[at + q])
                            - (t[at + 3 + q] - t[at + q]) * (t[at + 6 + p] - t[at + p]));
        }
        return Math.sqrt(out[3] * out[3] + out[4] * out[4] + out[5] * out[5]);
    }

    /** Whether a point is farther away than so many radii. */
    boolean isDistant(int node, double radii, double x, double y, double z) {
        int at = STRIDE * node;
        double dx = values[at] - x;
        double dy = values[at + 1] - y;
        double dz = values[at + 2] - z;
        double limit = radii * values[at + RADIUS];
        return dx * dx + dy * dy + dz * dz > limit * limit;
    }

    /** The solid angle of the triangles of a node seen from a distant point. */
    double solidAngle(int node, double x, double y, double z) {
        int at = STRIDE * node;
        double rx = values[at] - x;
        double ry = values[at + 1] - y;
        double rz = values[at + 2] - z;
        double square = rx * rx + ry * ry + rz * rz;
        double inverse = 1 / (square * Math.sqrt(square));
        double flow = rx * values[at + NORMAL] + ry * values[at + NORMAL + 1] + rz * values[at + NORMAL + 2];
        int m = at + MOMENT;
        double trace = values[m] + values[m + 4] + values[m + 8];
        double twice = rx * (rx * values[m] + ry * values[m + 1] + rz * values[m + 2])
                + ry * (rx * values[m + 3] + ry * values[m + 4] + rz * values[m + 5])
                + rz * (rx * values[m + 6] + ry * values[m + 7] + rz * values[m + 8]);
        return inverse * (flow + trace - 3 * twice / square);
    }
}
