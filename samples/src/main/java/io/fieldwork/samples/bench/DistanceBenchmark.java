package io.fieldwork.samples.bench;

import ai.djl.ndarray.NDManager;
import io.fieldwork.fields.distance.DistanceField;
import io.fieldwork.fields.distance.HashGridDistanceOptions;
import io.fieldwork.fields.distance.HashGridDistanceOptionsBuilder;
import io.fieldwork.fields.distance.LearnedDistance;
import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.kernel.HashGridLayout;
import io.fieldwork.fields.kernel.Kernels;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.Draws;
import java.io.PrintStream;

/**
 * The benchmark of queries of a distance field of the usual sizes: Java arrays of points in, distances and gradients out, against the same by the engine's
 * operators and their differentiation. Points are anywhere in the box, so that no two share anything of the grid.
 */
final class DistanceBenchmark {
    private static final int POINTS = 1 << 17;
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 7;

    private DistanceBenchmark() {}

    static void run(PrintStream out) {
        HashGridDistanceOptions sizes = HashGridDistanceOptionsBuilder.builder().build();
        float[] points = points();
        try (NDManager manager = Compute.choose("cpu").newManager();
                DistanceField field = sizes.build(manager, Kernels.of(manager, "host"), Box.cube(1), 1);
                DistanceField other = sizes.build(manager, Kernels.of(manager, "plain"), Box.cube(1), 1)) {
            LearnedDistance host = new LearnedDistance(manager, field);
            LearnedDistance plain = new LearnedDistance(manager, other);
            RatioTable table = new RatioTable(out, Roof.measure(manager));
            table.head("queries of a distance field: host against plain operations, " + POINTS + " points, medians of "
                    + ROUNDS);
            double[] ms = Stopwatch.medians(
                    WARM_UP,
                    ROUNDS,
                    () -> host.distance(points),
                    () -> plain.distance(points),
                    () -> host.distanceWithGradient(points),
                    () -> plain.distanceWithGradient(points));
            double[] operations = operations(sizes);
            table.line("distance", ms[0], ms[1], POINTS * operations[0], 16.0 * POINTS);
            table.line("distance and gradient", ms[2], ms[3], POINTS * operations[1], 28.0 * POINTS);
            out.printf(
                    "million queries a second: %.2f, with gradients %.2f%n",
                    POINTS / ms[0] * 1e-3, POINTS / ms[2] * 1e-3);
        }
    }

    private static float[] points() {
        Draws draws = Draws.of(1, "points", 0);
        float[] points = new float[3 * POINTS];
        for (int i = 0; i < points.length; i++) {
            points[i] = 2 * draws.uniform(i) - 1;
        }
        return points;
    }

    /** Operations a point: of the value, and of value and gradient. */
    private static double[] operations(HashGridDistanceOptions sizes) {
        HashGridLayout layout = new HashGridLayout(
                sizes.levels(), sizes.features(), sizes.log2Table(), sizes.baseResolution(), sizes.finestResolution());
        double numbers = layout.width() * (double) sizes.hidden()
                + (sizes.layers() - 1.0) * sizes.hidden() * sizes.hidden()
                + sizes.hidden();
        return new double[] {16.0 * layout.width() + 2 * numbers, 28.0 * layout.width() + 4 * numbers};
    }
}
