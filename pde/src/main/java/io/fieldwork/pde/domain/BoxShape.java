package io.fieldwork.pde.domain;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An interval, rectangle or box, its ends included, or a single point, which is a box without axes and boundary. The
 * parts of a boundary are left, right; bottom, top; back, front for up to three dimensions, and lower0, upper0, lower1,
 * ... for more. Lower ends lie below the upper ones, each [dimensions].
 */
record BoxShape(double[] lower, double[] upper) implements Shape {
    private static final List<String> FACES = List.of("left", "right", "bottom", "top", "back", "front");

    BoxShape {
        lower = lower.clone();
        upper = upper.clone();
        if (lower.length != upper.length) {
            throw new UserError("A box needs as many lower ends as upper ends, but has " + lower.length + " and "
                    + upper.length + ".");
        }
        for (int axis = 0; axis < lower.length; axis++) {
            checkRange("An interval", lower[axis], upper[axis]);
        }
    }

    static void checkRange(String what, double lower, double upper) {
        if (!(lower < upper) || !Double.isFinite(upper - lower)) {
            throw new UserError(what + " needs a lower end below its upper end, both finite, but was given " + lower
                    + " to " + upper + ".");
        }
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public int dimensions() {
        return lower.length;
    }

    @Override
    public boolean contains(double[] point) {
        for (int axis = 0; axis < lower.length; axis++) {
            if (!(lower[axis] <= point[axis] && point[axis] <= upper[axis])) {
                return false;
            }
        }
        return true;
    }

    /** Two for each axis in turn. */
    @Override
    public List<String> parts() {
        return lower.length <= 3
                ? FACES.subList(0, 2 * lower.length)
                : IntStream.range(0, lower.length)
                        .boxed()
                        .flatMap(axis -> Stream.of("lower" + axis, "upper" + axis))
                        .toList();
    }

    @Override
    public double measure() {
        return IntStream.range(0, lower.length)
                .mapToDouble(axis -> upper[axis] - lower[axis])
                .reduce(1, (a, b) -> a * b);
    }

    @Override
    public double boundaryMeasure() {
        return Arrays.stream(faces()).reduce(0, Double::sum);
    }

    private double[] faces() {
        return IntStream.range(0, 2 * lower.length)
                .mapToDouble(face -> measure() / (upper[face / 2] - lower[face / 2]))
                .toArray();
    }

    @Override
    public BoundarySample boundary(int n, Draws draws) {
        int dimensions = lower.length;
        double[] running = Uniform.running(faces());
        double[] spread = Uniform.spread(n, draws);
        double[][] points = Sampling.UNIFORM.points(n, lower, upper, point -> true, draws);
        double[][] normals = new double[n][dimensions];
        int[] part = new int[n];
        for (int i = 0; i < n; i++) {
            double position = spread[i] * running[running.length - 1];
            int face = Uniform.pick(running, position);
            int axis = face / 2;
            double before = face == 0 ? 0 : running[face - 1];
            double along = Math.clamp((position - before) / (running[face] - before), 0, 1);
            int next = (axis + 1) % dimensions;
            points[i][next] = lower[next] * (1 - along) + upper[next] * along;
            points[i][axis] = face % 2 == 0 ? lower[axis] : upper[axis];
            normals[i][axis] = face % 2 == 0 ? -1 : 1;
            part[i] = face;
        }
        return new BoundarySample(points, normals, part, parts());
    }
}
