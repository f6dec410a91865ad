package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.UserError;

/**
 * A regular grid: lengths of the domain and boundary condition.
 *
 * @param height distance of the first and the last row; for a periodic grid the period. 0 for fields on a line
 * @param width distance of the first and the last column; for a periodic grid the period
 * @param boundary condition of the fields
 */
public record Grid(double height, double width, Boundary boundary) {
    /** Rejects lengths that are negative or not finite. */
    public Grid {
        if (!(height >= 0 && width > 0 && Double.isFinite(height + width))) {
            throw new IllegalArgumentException("lengths " + height + " and " + width);
        }
    }

    /**
     * {@return the distances of neighbouring points along the height (0 on a line, which has one row) and along the
     * width}
     */
    public double[] spacing(int rows, int columns) {
        return new double[] {rows == 1 ? 0 : height / intervals(rows), width / intervals(columns)};
    }

    private int intervals(int points) {
        return boundary == Boundary.PERIODIC ? points : Math.max(1, points - 1);
    }

    /**
     * The grid of every stride-th point from the first of this one, which has some rows and columns; its lengths are
     * those from the first to the last point that is kept.
     *
     * @throws UserError if fewer than two points are left, or periodic points would lie at unequal distances
     */
    Grid strided(int rows, int columns, int stride) {
        if (columns < 2) {
            throw new UserError("The fields have one point along the last axis; expected two or more.");
        }
        UserError.require(stride >= 1 && stride < columns, "data.stride", stride, "1 to " + (columns - 1));
        boolean whole = rows % stride == 0 || rows == 1;
        UserError.require(
                boundary != Boundary.PERIODIC || (whole && columns % stride == 0),
                "data.stride",
                stride,
                "a divisor of the " + columns + " points of a periodic grid");
        double[] distance = spacing(rows, columns);
        int lines = boundary == Boundary.PERIODIC ? kept(rows, stride) : kept(rows, stride) - 1;
        int across = boundary == Boundary.PERIODIC ? kept(columns, stride) : kept(columns, stride) - 1;
        return new Grid(lines * stride * distance[0], across * stride * distance[1], boundary);
    }

    /** Number of points kept by a stride. */
    static int kept(int points, int stride) {
        return (points + stride - 1) / stride;
    }
}
