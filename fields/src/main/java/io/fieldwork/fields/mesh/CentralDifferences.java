package io.fieldwork.fields.mesh;

import java.util.Arrays;

/**
 * A function with gradients by central differences: of a function that has none, or where slopes over some way are wanted, as for the shading of a
 * learned surface, whose own gradient is rough on scales below its error.
 *
 * @param function to be asked, at six more points for a gradient
 * @param step to either side
 */
public record CentralDifferences(LevelFunction function, double step) implements DistanceFunction {
    @Override
    public void at(double[] points, int count, double[] values) {
        function.at(points, count, values);
    }

    @Override
    public void at(double[] points, int count, double[] values, double[] gradients) {
        function.at(points, count, values);
        double[] moved = Arrays.copyOf(points, 3 * count);
        double[] after = new double[count];
        double[] before = new double[count];
        for (int k = 0; k < 3; k++) {
            shift(moved, k, step);
            function.at(moved, count, after);
            shift(moved, k, -2 * step);
            function.at(moved, count, before);
            shift(moved, k, step);
            for (int i = 0; i < count; i++) {
                gradients[3 * i + k] = (after[i] - before[i]) / (2 * step);
            }
        }
    }

    private static void shift(double[] points, int axis, double by) {
        for (int i = axis; i < points.length; i += 3) {
            points[i] += by;
        }
    }
}
