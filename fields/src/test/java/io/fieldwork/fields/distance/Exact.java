package io.fieldwork.fields.distance;

import io.fieldwork.fields.mesh.DistanceFunction;
import io.fieldwork.fields.mesh.LevelFunction;

/** An exact distance, its gradient by central differences. */
record Exact(LevelFunction.Pointwise distance) implements DistanceFunction {
    private static final double STEP = 1e-6;

    static Exact ball(double radius) {
        return new Exact((x, y, z) -> Math.sqrt(x * x + y * y + z * z) - radius);
    }

    @Override
    public void at(double[] points, int count, double[] values) {
        for (int i = 0; i < count; i++) {
            values[i] = distance.at(points[3 * i], points[3 * i + 1], points[3 * i + 2]);
        }
    }

    @Override
    public void at(double[] points, int count, double[] values, double[] gradients) {
        at(points, count, values);
        for (int i = 0; i < 3 * count; i++) {
            double[] p = {points[i - i % 3], points[i - i % 3 + 1], points[i - i % 3 + 2]};
            p[i % 3] += STEP;
            double after = distance.at(p[0], p[1], p[2]);
            p[i % 3] -= 2 * STEP;
            gradients[i] = (after - distance.at(p[0], p[1], p[2])) / (2 * STEP);
        }
    }
}
