package io.fieldwork.fields.mesh;

/** For each vertex a sum of squares of weighted distances to planes, x^T A x + 2 b x + c (Garland, Heckbert 1997). */
final class Quadrics {
    /** Entries xx, xy, xz, yy, yz, zz of A, then b and c. */
    private static final int STRIDE = 10;
    /** Determinant, relative to the cube of the trace, below which planes do not meet in one point. */
    private static final double FLAT = 1e-4;

    private final double[] values;
    private final double[] sum = new double[STRIDE];

    Quadrics(int vertices) {
        values = new double[STRIDE * vertices];
    }

    /** Adds a plane through a point with a unit normal. */
    void add(int vertex, double[] n, double[] points, int at, double weight) {
        double d = -(n[0] * points[at] + n[1] * points[at + 1] + n[2] * points[at + 2]);
        double[] plane = {
            n[0] * n[0],
            n[0] * n[1],
            n[0] * n[2],
            n[1] * n[1],
            n[1] * n[2],
            n[2] * n[2],
            n[0] * d,
            n[1] * d,
            n[2] * d,
            d * d
        };
        for (int i = 0; i < STRIDE; i++) {
            values[STRIDE * vertex + i] += weight * plane[i];
        }
    }

    /** Adds the planes of one vertex to those of another. */
    void merge(int from, int to) {
        for (int i = 0; i < STRIDE; i++) {
            values[STRIDE * to + i] += values[STRIDE * from + i];
        }
    }

    /** Finds the best place for two vertices as one, [3]; gives its cost. */
    double place(int u, int v, double[] points, double[] best) {
        for (int i = 0; i < STRIDE; i++) {
            sum[i] = values[STRIDE * u + i] + values[STRIDE * v + i];
        }
        if (solve(best)) {
            return cost(best[0], best[1], best[2]);
        }
        double least = Double.POSITIVE_INFINITY;
        for (double share : new double[] {0.5, 0, 1}) {
            double x = points[3 * u] + share * (points[3 * v] - points[3 * u]);
            double y = points[3 * u + 1] + share * (points[3 * v + 1] - points[3 * u + 1]);
            double z = points[3 * u + 2] + share * (points[3 * v + 2] - points[3 * u + 2]);
            double cost = cost(x, y, z);
            if (cost < least) {
                least = cost;
                best[0] = x;
                best[1] = y;
                best[2] = z;
            }
        }
        return least;
    }

    private double cost(double x, double y, double z) {
        double[] q = sum;
        double value = x * (q[0] * x + 2 * (q[1] * y + q[2] * z + q[6]))
                + y * (q[3] * y + 2 * (q[4] * z + q[7]))
                + z * (q[5] * z + 2 * q[8])
                + q[9];
        return Math.max(value, 0);
    }

    /** The point where the gradient is zero, by Cramer's rule, if the planes meet in one. */
    private boolean solve(double[] out) {
        double[] q = sum;
        double a = q[3] * q[5] - q[4] * q[4];
        double b = q[2] * q[4] - q[1] * q[5];
        double c = q[1] * q[4] - q[2] * q[3];
        double determinant = q[0] * a + q[1] * b + q[2] * c;
        double trace = q[0] + q[3] + q[5];
        if (!(determinant > FLAT * trace * trace * trace / 27)) {
            return false;
        }
        double e = q[0] * q[5] - q[2] * q[2];
        double f = q[1] * q[2] - q[0] * q[4];
        double g = q[0] * q[3] - q[1] * q[1];
        out[0] = -(a * q[6] + b * q[7] + c * q[8]) / determinant;
        out[1] = -(b * q[6] + e * q[7] + f * q[8]) / determinant;
        out[2] = -(c * q[6] + f * q[7] + g * q[8]) / determinant;
        return true;
    }
}
