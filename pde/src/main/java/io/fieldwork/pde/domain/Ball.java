package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A disc or ball with a center [dimensions], at least two. Its boundary is one part, circle in two dimensions and
 * sphere in more.
 */
record Ball(double[] center, double radius) implements Shape {
    Ball {
        center = center.clone();
        if (center.length < 2) {
            throw new UserError("A ball needs at least two coordinates, but its center has " + center.length
                    + "; use an interval on a line.");
        }
        if (!(radius > 0) || !Double.isFinite(radius + Arrays.stream(center).sum())) {
            throw new UserError("A ball needs a finite center and a positive finite radius, but was given "
                    + Arrays.toString(center) + " and " + radius + ".");
        }
    }

    @Override
    public double[] center() {
        return center.clone();
    }

    @Override
    public double[] lower() {
        return Arrays.stream(center).map(c -> c - radius).toArray();
    }

    @Override
    public double[] upper() {
        return Arrays.stream(center).map(c -> c + radius).toArray();
    }

    @Override
    public int dimensions() {
        return center.length;
    }

    @Override
    public boolean contains(double[] point) {
        double square = 0;
        for (int axis = 0; axis < center.length; axis++) {
            square += (point[axis] - center[axis]) * (point[axis] - center[axis]);
        }
        return square <= radius * radius;
    }

    @Override
    public List<String> parts() {
        return List.of(center.length == 2 ? "circle" : "sphere");
    }

    @Override
    public double measure() {
        return boundaryMeasure() * radius / center.length;
    }

    /** The sphere's area S_d r^(d-1) by S_1 = 2, S_2 = 2 pi, S_d = S_(d-2) 2 pi / (d - 2). */
    @Override
    public double boundaryMeasure() {
        double area = center.length % 2 == 0 ? 2 * Math.PI : 2;
        for (int d = center.length % 2 == 0 ? 4 : 3; d <= center.length; d += 2) {
            area *= 2 * Math.PI / (d - 2);
        }
        return area * Math.pow(radius, center.length - 1);
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        double[][] normals = directions(n, draws);
        return new BoundarySample(
                Arrays.stream(normals).map(normal -> at(normal, radius)).toArray(double[][]::new),
                normals,
                new int[n],
                parts());
    }

    @Override
    public double[][] interior(int n, Draws draws) {
        double[][] directions = new double[n][];
        Draws radii = Uniform.fork(draws, "radius");
        for (int i = 0; i < n; i++) {
            double distance = radius * Math.pow(Uniform.at(i, radii), 1.0 / center.length);
            directions[i] = at(gaussian(i, draws), distance);
        }
        return directions;
    }

    private double[][] directions(int n, Draws draws) {
        if (center.length == 2) {
            return Arrays.stream(Uniform.spread(n, draws))
                    .mapToObj(u -> new double[] {Math.cos(2 * Math.PI * u), Math.sin(2 * Math.PI * u)})
                    .toArray(double[][]::new);
        }
        return IntStream.range(0, n).mapToObj(i -> gaussian(i, draws)).toArray(double[][]::new);
    }

    private double[] gaussian(int row, Draws draws) {
        double[] vector = IntStream.range(0, center.length)
                .mapToDouble(axis -> draws.normal((long) row * center.length + axis))
                .toArray();
        double length = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
        return Arrays.stream(vector).map(v -> v / length).toArray();
    }

    private double[] at(double[] direction, double distance) {
        return IntStream.range(0, center.length)
                .mapToDouble(axis -> center[axis] + distance * direction[axis])
                .toArray();
    }
}
