package io.fieldwork.pde.grid;

import java.util.Arrays;
import java.util.List;

/**
 * One axis of a grid: name, positions and period.
 *
 * @param name a coordinate such as {@code t} or {@code x}
 * @param points increasing positions [n]
 * @param period length after which the coordinate repeats, 0 if it does not; the end point is not among the points
 */
public record GridAxis(String name, double[] points, double period) {
    private static final double SAME = 1e-9;

    /** Copies and checks the points. */
    public GridAxis {
        points = points.clone();
        if (points.length == 0 || !Double.isFinite(points[0]) || !(period >= 0)) {
            throw new IllegalArgumentException("axis '" + name + "' needs finite points and a period of 0 or more");
        }
        for (int i = 1; i < points.length; i++) {
            if (!(points[i] > points[i - 1]) || !Double.isFinite(points[i])) {
                throw new IllegalArgumentException("the points of axis '" + name + "' do not increase at index " + i);
            }
        }
    }

    /** {@return a coordinate that does not repeat, with increasing positions [n]} */
    public static GridAxis of(String name, double... points) {
        return new GridAxis(name, points, 0);
    }

    /**
     * {@return a coordinate that does not repeat, at equal distances from the lower to the upper point, both counted in
     * its size}
     */
    public static GridAxis interval(String name, double lower, double upper, int size) {
        double[] points = new double[size];
        Arrays.setAll(points, i -> lower + (upper - lower) * i / (size - 1));
        return new GridAxis(name, points, 0);
    }

    /**
     * {@return a periodic coordinate at equal distances from its lower point on; the copy of that point at the end is
     * not there}
     */
    public static GridAxis periodic(String name, double lower, double period, int size) {
        double[] points = new double[size];
        Arrays.setAll(points, i -> lower + period * i / size);
        return new GridAxis(name, points, period);
    }

    /** {@return the number of points of a grid, which is 1 without axes} */
    public static int count(List<GridAxis> grid) {
        return grid.stream().mapToInt(GridAxis::size).reduce(1, Math::multiplyExact);
    }

    /** {@return one point of a grid, a coordinate for each axis, by its index; the last axis runs fastest} */
    public static double[] point(List<GridAxis> grid, int index) {
        double[] point = new double[grid.size()];
        for (int k = point.length - 1, rest = index; k >= 0; k--) {
            int n = grid.get(k).size();
            point[k] = grid.get(k).at(rest % n);
            rest /= n;
        }
        return point;
    }

    @Override
    public double[] points() {
        return points.clone();
    }

    /** {@return the number of points, at least 1} */
    public int size() {
        return points.length;
    }

    /** {@return the position of one point} */
    public double at(int index) {
        return points[index];
    }

    /** {@return whether the coordinate repeats, with a period above 0} */
    public boolean isPeriodic() {
        return period > 0;
    }

    /** {@return the index of the point at a position, up to rounding, or -1 if no point lies there} */
    public int indexOf(double position) {
        double tolerance = SAME * Math.max(1, Math.abs(position));
        for (int i = 0; i < points.length; i++) {
            if (Math.abs(points[i] - position) <= tolerance) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GridAxis axis
                && name.equals(axis.name)
                && period == axis.period
                && Arrays.equals(points, axis.points);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(points);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(points) + (isPeriodic() ? " every " + period : "");
    }
}
