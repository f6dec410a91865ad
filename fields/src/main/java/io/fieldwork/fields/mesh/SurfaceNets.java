package io.fieldwork.fields.mesh;

import io.fieldwork.fields.field.Box;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Surface nets (Gibson 1998) of a function: a vertex in each cell of a lattice in which the sign changes, at the mean of the
 * crossings of its edges and then drawn onto the surface along the gradient; a quadrilateral around each edge that crosses.
 */
public final class SurfaceNets {
    private static final int PULLS = 4;

    private final Distance distance;
    private final Box box;
    private final double side;
    private final int nx;
    private final int ny;
    private final int nz;
    private final double[] values;
    private final int[] cells;
    private double[] vertices = new double[3 << 12];
    private int[] triangles = new int[3 << 12];
    private int vertexCount;
    private int corners;

    /** A function whose zeros are the surface, negative inside. */
    @FunctionalInterface
    public interface Distance {
        /** {@return the value at a point} It is called from several threads. */
        double at(double x, double y, double z);
    }

    private SurfaceNets(Distance distance, Box box, int resolution) {
        this.distance = distance;
        this.box = box;
        side = box.longest() / resolution;
        nx = 1 + (int) Math.ceil((box.maxX() - box.minX()) / side);
        ny = 1 + (int) Math.ceil((box.maxY() - box.minY()) / side);
        nz = 1 + (int) Math.ceil((box.maxZ() - box.minZ()) / side);
        values = new double[Math.multiplyExact(Math.multiplyExact(nx, ny), nz)];
        cells = new int[values.length];
    }

    /**
     * {@return the surface in a box} It is open where it leaves the box.
     *
     * @param distance signed distance, or another function whose gradient is about one at its zeros
     * @param box to look in
     * @param resolution cells along its longest side
     */
    public static TriangleMesh of(Distance distance, Box box, int resolution) {
        SurfaceNets nets = new SurfaceNets(distance, box, resolution);
        IntStream.range(0, nets.nx).parallel().forEach(nets::sample);
        Arrays.fill(nets.cells, -1);
        nets.each(nets::vertex);
        nets.pull();
        nets.each(nets::faces);
        return new TriangleMesh(
                Arrays.copyOf(nets.vertices, 3 * nets.vertexCount), Arrays.copyOf(nets.triangles, nets.corners));
    }

    /** A visitor of lattice points. */
    private interface Visit {
        void at(int i, int j, int k);
    }

    private void each(Visit visit) {
        for (int i = 0; i < nx - 1; i++) {
            for (int j = 0; j < ny - 1; j++) {
                for (int k = 0; k < nz - 1; k++) {
                    visit.at(i, j, k);
                }
            }
        }
    }

    private int index(int i, int j, int k) {
        return (i * ny + j) * nz + k;
    }

    private void sample(int i) {
        for (int j = 0; j < ny; j++) {
            for (int k = 0; k < nz; k++) {
                values[index(i, j, k)] =
                        distance.at(box.minX() + i * side, box.minY() + j * side, box.minZ() + k * side);
            }
        }
    }

    /** The vertex of the cell whose first corner is a lattice point, if the sign changes in it. */
    private void vertex(int i, int j, int k) {
        double[] sum = new double[3];
        int crossings = 0;
        for (int edge = 0; edge < 12; edge++) {
            int axis = edge / 4;
            int[] from = {0, 0, 0};
            from[(axis + 1) % 3] = edge & 1;
            from[(axis + 2) % 3] = edge >> 1 & 1;
            int[] to = from.clone();
            to[axis] = 1;
            double a = values[index(i + from[0], j + from[1], k + from[2])];
            double b = values[index(i + to[0], j + to[1], k + to[2])];
            if (a < 0 != b < 0) {
                crossings++;
                for (int c = 0; c < 3; c++) {
                    sum[c] += c == axis ? a / (a - b) : from[c];
                }
            }
        }
        if (crossings > 0) {
            cells[index(i, j, k)] = vertexCount;
            vertices = room(vertices, 3 * vertexCount + 3);
            vertices[3 * vertexCount] = box.minX() + side * (i + sum[0] / crossings);
            vertices[3 * vertexCount + 1] = box.minY() + side * (j + sum[1] / crossings);
            vertices[3 * vertexCount + 2] = box.minZ() + side * (k + sum[2] / crossings);
            vertexCount++;
        }
    }

    /** Moves vertices along the gradient to where the function is zero. */
    private void pull() {
        double h = 1e-3 * side;
        IntStream.range(0, vertexCount).parallel().forEach(v -> {
            for (int pull = 0; pull < PULLS; pull++) {
                double x = vertices[3 * v];
                double y = vertices[3 * v + 1];
                double z = vertices[3 * v + 2];
                double gx = (distance.at(x + h, y, z) - distance.at(x - h, y, z)) / (2 * h);
                double gy = (distance.at(x, y + h, z) - distance.at(x, y - h, z)) / (2 * h);
                double gz = (distance.at(x, y, z + h) - distance.at(x, y, z - h)) / (2 * h);
                double square = Math.max(gx * gx + gy * gy + gz * gz, 0.25);
                double step = Math.clamp(distance.at(x, y, z) / square, -0.5 * side, 0.5 * side);
                vertices[3 * v] = x - step * gx;
                vertices[3 * v + 1] = y - step * gy;
                vertices[3 * v + 2] = z - step * gz;
            }
        });
    }

    /** The quadrilaterals around the edges that start at a lattice point. */
    private void faces(int i, int j, int k) {
        int[] at = {i, j, k};
        double a = values[index(i, j, k)];
        for (int axis = 0; axis < 3; axis++) {
            int[] next = at.clone();
            next[axis]++;
            double b = values[index(next[0], next[1], next[2])];
            int[] u = {0, 0, 0};
            int[] v = {0, 0, 0};
            u[(axis + 1) % 3] = 1;
            v[(axis + 2) % 3] = 1;
            if (a < 0 != b < 0 && at[(axis + 1) % 3] > 0 && at[(axis + 2) % 3] > 0) {
                int p = cells[index(i - u[0] - v[0], j - u[1] - v[1], k - u[2] - v[2])];
                int q = cells[index(i - v[0], j - v[1], k - v[2])];
                int r = cells[index(i, j, k)];
                int s = cells[index(i - u[0], j - u[1], k - u[2])];
                quadrilateral(p, a < 0 ? q : s, r, a < 0 ? s : q);
            }
        }
    }

    private void quadrilateral(int p, int q, int r, int s) {
        triangles = room(triangles, corners + 6);
        for (int corner : new int[] {p, q, r, p, r, s}) {
            triangles[corners++] = corner;
        }
    }

    private static double[] room(double[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, 2 * array.length);
    }

    private static int[] room(int[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, 2 * array.length);
    }
}
