package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;

/** An interface inside a shape: where the boundary of a region has the shape on both sides, and another one outside. */
record Interface(Shape shape, Shape beyond) {
    private static final double STEP = 1e-7;

    /** Points of it, from those on the surface of the region, which may have further coordinates. */
    BoundarySample points(Shape surface, int n, Draws draws) {
        return Sampling.enough(
                n,
                tried -> inside(surface.boundary(tried, draws)).first(n),
                BoundarySample::size,
                "The region has no boundary inside the domain"
                        + (beyond == shape
                                ? "; expected one that cuts it into parts."
                                : " where it meets the other region."));
    }

    private BoundarySample inside(BoundarySample sample) {
        double size = IntStream.range(0, shape.dimensions())
                .mapToDouble(k -> shape.upper()[k] - shape.lower()[k])
                .max()
                .orElse(0);
        int[] rows = IntStream.range(0, sample.size())
                .filter(i -> beyond.contains(moved(sample.points()[i], sample.normals()[i], STEP * size))
                        && shape.contains(moved(sample.points()[i], sample.normals()[i], STEP * size))
                        && shape.contains(moved(sample.points()[i], sample.normals()[i], -STEP * size)))
                .toArray();
        return new BoundarySample(
                Arrays.stream(rows).mapToObj(i -> sample.points()[i]).toArray(double[][]::new),
                Arrays.stream(rows).mapToObj(i -> sample.normals()[i]).toArray(double[][]::new),
                Arrays.stream(rows).map(i -> sample.part()[i]).toArray(),
                sample.names());
    }

    private static double[] moved(double[] point, double[] normal, double distance) {
        double[] there = Arrays.copyOf(point, normal.length);
        Arrays.setAll(there, k -> point[k] + distance * normal[k]);
        return there;
    }
}
