package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.tensor.Memory;

/**
 * One factor of a grid as host kernels see it: the rows around points in a table, or in the table's gradient, which are
 * given by the address of their first row of all.
 */
record HostFactor(FactorLayout.Factor shape, int rank) {
    private long row(FactorPoints points, int p, long table) {
        int vertex = points.cell[shape.first()][p];
        if (shape.isPlane()) {
            vertex += points.cell[shape.second()][p] * shape.width();
        }
        return table + 4L * rank * (shape.offset() + vertex);
    }

    private long up() {
        return 4L * rank * shape.width();
    }

    /** The factor's values at a point. */
    void read(FactorPoints points, int p, long table, float[] to) {
        long row = row(points, p, table);
        float u = points.part[shape.first()][p];
        if (shape.isPlane()) {
            FactorVectors.plane(row, row + 4L * rank, up(), u, points.part[shape.second()][p], to, rank);
        } else {
            FactorVectors.line(row, row + 4L * rank, u, to, rank);
        }
    }

    /** Adds the gradient of the values at a point to that of the rows. */
    void scatter(FactorPoints points, int p, long gradient, float[] d) {
        long row = row(points, p, gradient);
        float u = points.part[shape.first()][p];
        float v = shape.isPlane() ? points.part[shape.second()][p] : 0;
        FactorVectors.add(row, (1 - u) * (1 - v), d, rank);
        FactorVectors.add(row + 4L * rank, u * (1 - v), d, rank);
        if (shape.isPlane()) {
            FactorVectors.add(row + up(), (1 - u) * v, d, rank);
            FactorVectors.add(row + up() + 4L * rank, u * v, d, rank);
        }
    }

    /** Adds the gradient of the values at a point to that of the point [3], along axes on which it is in the cube. */
    void slope(FactorPoints points, int p, long table, float[] d, long x, long dx) {
        long row = row(points, p, table);
        float near = FactorVectors.dot(row, d, rank);
        float far = FactorVectors.dot(row + 4L * rank, d, rank);
        if (!shape.isPlane()) {
            add(shape.first(), shape.width(), far - near, x, dx);
            return;
        }
        float u = points.part[shape.first()][p];
        float v = points.part[shape.second()][p];
        float nearUp = FactorVectors.dot(row + up(), d, rank);
        float farUp = FactorVectors.dot(row + up() + 4L * rank, d, rank);
        add(shape.first(), shape.width(), (1 - v) * (far - near) + v * (farUp - nearUp), x, dx);
        add(shape.second(), shape.height(), (1 - u) * (nearUp - near) + u * (farUp - far), x, dx);
    }

    private static void add(int axis, int vertices, float step, long x, long dx) {
        float at = Memory.ALL.get(JAVA_FLOAT, x + 4L * axis);
        if (at >= 0 && at <= 1) {
            float more = (vertices - 1) * step;
            Memory.ALL.set(JAVA_FLOAT, dx + 4L * axis, Memory.ALL.get(JAVA_FLOAT, dx + 4L * axis) + more);
        }
    }
}
