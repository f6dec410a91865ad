package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;
import java.util.stream.IntStream;

/**
 * A regular grid: lengths of the domain and boundary condition.
 *
 * @param depth distance of the first and the last layer; for a periodic grid the period. 0 for fields on a line or a plane
 * @param height distance of the first and the last row, likewise; 0 for fields on a line
 * @param width distance of the first and the last column, likewise
 * @param boundary condition of the fields
 */
public record Grid(double depth, double height, double width, Boundary boundary) {
    /** Rejects lengths that are negative or not finite. */
    public Grid {
        if (!(depth >= 0 && height >= 0 && width > 0 && Double.isFinite(depth + height + width))) {
            throw new IllegalArgumentException("lengths " + depth + ", " + height + " and " + width);
        }
    }

    /** A grid on a plane, or with height 0 on a line. */
    public Grid(double height, double width, Boundary boundary) {
        this(0, height, width, boundary);
    }

    /** A grid of the lengths that a size has axes for. */
    static Grid of(GridSize size, double depth, double height, double width, Boundary boundary) {
        return new Grid(size.axes() == 3 ? depth : 0, size.line() ? 0 : height, width, boundary);
    }

    /** {@return the lengths along the axes of a grid of so many axes, the slowest first} */
    private double[] lengths(int axes) {
        return axes == 3 ? new double[] {depth, height, width} : new double[] {height, width};
    }

    /**
     * {@return the distances of neighbouring points along each axis, the slowest first; 0 along the height of a line, which
     * has one row}
     *
     * @param points numbers of rows and columns, or of layers, rows and columns
     */
    public double[] spacing(int... points) {
        double[] lengths = lengths(points.length);
        int last = points.length - 1;
        return IntStream.rangeClosed(0, last)
                .mapToDouble(i -> points[i] == 1 && i < last ? 0 : lengths[i] / intervals(points[i]))
                .toArray();
    }

    /** {@return {@link #spacing(int...)} of the points of a grid} */
    public double[] spacing(GridSize size) {
        return spacing(size.points().stream().mapToInt(n -> n).toArray());
    }

    private int intervals(int points) {
        return boundary == Boundary.PERIODIC ? points : Math.max(1, points - 1);
    }

    /**
     * The grid of every stride-th point from the first of this one, which has some size; its lengths are those from the
     * first to the last point that is kept.
     *
     * @throws UserError if fewer than two points are left, or periodic points would lie at unequal distances
     */
    Grid strided(GridSize size, int stride) {
        int columns = size.width();
        if (columns < 2) {
            throw new UserError("The fields have one point along the last axis; expected two or more.");
        }
        UserError.require(stride >= 1 && stride < columns, "data.stride", stride, "1 to " + (columns - 1));
        UserError.require(
                boundary != Boundary.PERIODIC || size.points().stream().allMatch(n -> n % stride == 0 || n == 1),
                "data.stride",
                stride,
                "a divisor of the " + (size.line() ? columns : size) + " points of a periodic grid");
        double[] distance = spacing(size);
        double[] lengths = new double[3];
        for (int axis = 0; axis < size.axes(); axis++) {
            int kept = kept(size.points(axis), stride) - (boundary == Boundary.PERIODIC ? 0 : 1);
            lengths[axis + 3 - size.axes()] = kept * stride * distance[axis];
        }
        return new Grid(lengths[0], lengths[1], lengths[2], boundary);
    }

    /** Number of points kept by a stride. */
    static int kept(int points, int stride) {
        return (points + stride - 1) / stride;
    }
}
