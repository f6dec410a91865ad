package io.fieldwork.fields.mesh;

/** The geometry of one triangle, nine coordinates in an array of many. */
final class Triangle {
    private Triangle() {}

    /**
     * The point of a triangle that is closest to another one. Where the projection onto the plane is outside, it is on an edge
     * that has it on its other side; a triangle without area is its edges.
     *
     * @param t coordinates, those of the triangle from {@code at} on
     * @param out takes the point [3]
     * @return the square of the distance
     */
    static double closest(double[] t, int at, double x, double y, double z, double[] out) {
        double ux = t[at + 3] - t[at];
        double uy = t[at + 4] - t[at + 1];
        double uz = t[at + 5] - t[at + 2];
        double vx = t[at + 6] - t[at];
        double vy = t[at + 7] - t[at + 1];
        double vz = t[at + 8] - t[at + 2];
        double px = x - t[at];
        double py = y - t[at + 1];
        double pz = z - t[at + 2];
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double square = nx * nx + ny * ny + nz * nz;
        double c = (uy * pz - uz * py) * nx + (uz * px - ux * pz) * ny + (ux * py - uy * px) * nz;
        double b = (py * vz - pz * vy) * nx + (pz * vx - px * vz) * ny + (px * vy - py * vx) * nz;
        double a = square - b - c;
        if (square > 0 && a >= 0 && b >= 0 && c >= 0) {
            b /= square;
            c /= square;
            out[0] = t[at] + b * ux + c * vx;
            out[1] = t[at + 1] + b * uy + c * vy;
            out[2] = t[at + 2] + b * uz + c * vz;
            return square(x - out[0], y - out[1], z - out[2]);
        }
        double best = Double.POSITIVE_INFINITY;
        if (!(square > 0) || c < 0) {
            best = edge(t, at, at + 3, x, y, z, best, out);
        }
        if (!(square > 0) || a < 0) {
            best = edge(t, at + 3, at + 6, x, y, z, best, out);
        }
        if (!(square > 0) || b < 0) {
            best = edge(t, at + 6, at, x, y, z, best, out);
        }
        return best;
    }

    private static double edge(double[] t, int from, int to, double x, double y, double z, double best, double[] out) {
        double dx = t[to] - t[from];
        double dy = t[to + 1] - t[from + 1];
        double dz = t[to + 2] - t[from + 2];
        double length = dx * dx + dy * dy + dz * dz;
        double along = (x - t[from]) * dx + (y - t[from + 1]) * dy + (z - t[from + 2]) * dz;
        double share = length > 0 ? Math.clamp(along / length, 0, 1) : 0;
        double cx = t[from] + share * dx;
        double cy = t[from + 1] + share * dy;
        double cz = t[from + 2] + share * dz;
        double square = square(x - cx, y - cy, z - cz);
        if (square < best) {
            out[0] = cx;
            out[1] = cy;
            out[2] = cz;
            return square;
        }
        return best;
    }

    private static double square(double x, double y, double z) {
        return x * x + y * y + z * z;
    }

    /**
     * {@return the solid angle of a triangle seen from a point, positive if the point is behind it} (Van Oosterom, Strackee
     * 1983.)
     */
    static double solidAngle(double[] t, int at, double x, double y, double z) {
        double ax = t[at] - x;
        double ay = t[at + 1] - y;
        double az = t[at + 2] - z;
        double bx = t[at + 3] - x;
        double by = t[at + 4] - y;
        double bz = t[at + 5] - z;
        double cx = t[at + 6] - x;
        double cy = t[at + 7] - y;
        double cz = t[at + 8] - z;
        double a = Math.sqrt(square(ax, ay, az));
        double b = Math.sqrt(square(bx, by, bz));
        double c = Math.sqrt(square(cx, cy, cz));
        double volume = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
        double across = a * b * c
                + (ax * bx + ay * by + az * bz) * c
                + (bx * cx + by * cy + bz * cz) * a
                + (cx * ax + cy * ay + cz * az) * b;
        return 2 * Math.atan2(volume, across);
    }
}
