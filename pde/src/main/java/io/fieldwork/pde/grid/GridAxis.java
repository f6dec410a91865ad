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

    /**
     * A coordinate that does not repeat.
     *
     * @param name of the coordinate
     * @param points increasing positions [n]
     * @return the axis
     */
    public static GridAxis of(String name, double... points) {
        return new GridAxis(name, points, 0);
    }

    /**
     * A coordinate at equal distances that does not repeat; both ends are points.
     *
     * @param name of the coordinate
     * @param lower first point
     * @param upper last point
     * @param size number of points, at least 2
     * @return the axis
     */
    public static GridAxis interval(String name, double lower, double upper, int size) {
        double[] points = new double[size];
        Arrays.setAll(points, i -> lower + (upper - lower) * i / (size - 1));
        return new GridAxis(name, points, 0);
    }

    /**
     * A periodic coordinate at equal distances; the first point is there, its copy at the end is not.
     *
     * @param name of the coordinate
     * @param lower first point
     * @param period length of the domain
     * @param size number of points
     * @return the axis
     */
    public static GridAxis periodic(String name, double lower, double period, int size) {
        double[] points = new double[size];
        Arrays.setAll(points, i -> lower + period * i / size);
        return new GridAxis(name, points, period);
    }

    /**
     * Number of points of a grid.
     *
     * @param grid its axes
     * @return product of their sizes, 1 without axes
     */
    public static int count(List<GridAxis> grid) {
        return grid.stream().mapToInt(GridAxis::size).reduce(1, Math::multiplyExact);
    }

    /**
     * One point of a grid.
     *
     * @param grid its axes
     * @param index of the point, the last axis running fastest
     * @return a coordinate for each axis
     */
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

    /**
     * One position.
     *
     * @param index of the point
     * @return its coordinate
     */
    public double at(int index) {
        return points[index];
    }

    /** {@return whether the coordinate repeats, with a period above 0} */
    public boolean isPeriodic() {
        return period > 0;
    }

    /**
     * The point at a position.
     *
     * @param position up to rounding
     * @return its index, or -1 if no point lies there
     */
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
