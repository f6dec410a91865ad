package io.fieldwork.fields.distance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.mesh.MeshDistance;
import io.fieldwork.fields.mesh.SurfaceSamples;
import io.fieldwork.fields.tensor.Draws;

/** Points of a box with their distances to a mesh: first those near the surface, then those anywhere. */
final class DistancePool {
    private static final int CHUNK = 1 << 16;
    /** The least spread of points near the surface, as a share of the greatest. */
    private static final double CLOSEST = 0.03;

    private final float[] points;
    private final float[] distances;
    private final int near;
    private final SurfaceSamples.Source source;

    /** A pool that depends on the seed alone. */
    DistancePool(MeshDistance truth, Box box, DistanceSamplingOptions options, long seed) {
        source = new SurfaceSamples.Source(truth.tree().mesh());
        near = options.nearInPool();
        points = new float[3 * options.pool()];
        distances = new float[options.pool()];
        Draws draws = Draws.of(seed, "pool", 0);
        double[] around = near == 0
                ? new double[0]
                : source.draw(near, Draws.of(seed, "pool surface", 0)).points();
        Draws scales = Draws.of(seed, "pool spread", 0);
        double spread = options.spread() * box.longest() / 2;
        float[] low = box.min();
        float[] size = box.size();
        for (int i = 0; i < points.length; i++) {
            int k = i % 3;
            double value = i < 3 * near
                    ? around[i] + spread * Math.pow(CLOSEST, scales.uniform(i / 3)) * draws.normal(i)
                    : low[k] + size[k] * draws.uniform(2L * i);
            points[i] = (float) Math.clamp(value, low[k], low[k] + (double) size[k]);
        }
        measure(truth);
    }

    private void measure(MeshDistance truth) {
        double[] some = new double[3 * CHUNK];
        double[] values = new double[CHUNK];
        for (int first = 0; first < distances.length; first += CHUNK) {
            int count = Math.min(CHUNK, distances.length - first);
            for (int i = 0; i < 3 * count; i++) {
                some[i] = points[3 * first + i];
            }
            truth.at(some, count, values);
            for (int i = 0; i < count; i++) {
                distances[first + i] = (float) values[i];
            }
        }
    }

    /** Draws the points and distances of a step. */
    void draw(DistanceSamplingOptions options, long seed, long step, float[] x, float[] y) {
        int surface = options.onSurface();
        int close = options.nearSurface();
        if (surface > 0) {
            double[] on = source.draw(surface, Draws.of(seed, "surface", step)).points();
            for (int i = 0; i < on.length; i++) {
                x[i] = (float) on[i];
            }
        }
        Draws draws = Draws.of(seed, "batch", step);
        for (int i = surface; i < y.length; i++) {
            boolean beside = i < surface + close;
            int from = beside
                    ? (int) draws.below(i, near)
                    : near + (int) draws.below(i, Math.max(1, distances.length - near));
            System.arraycopy(points, 3 * from, x, 3 * i, 3);
            y[i] = distances[from];
        }
    }
}
