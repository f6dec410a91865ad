package io.fieldwork.render.figure;

import java.util.Arrays;

/**
 * Numbers on the cells of a rectangular grid as colours. Cells are as wide and high as their edges say; those without a finite number
 * are hatched.
 *
 * @param x edges of the columns [nx + 1], ascending
 * @param y edges of the rows [ny + 1], ascending
 * @param values [ny, nx], the lowest row first
 * @param scale their colours
 * @param smooth whether numbers are interpolated between the middles of cells
 * @param contours lines of equal numbers, at even distances on the scale of the colours
 */
public record Cells(double[] x, double[] y, double[] values, ColorScale scale, boolean smooth, int contours)
        implements Mark {
    /** Numbers by column and row. */
    @FunctionalInterface
    public interface Values {
        /** {@return the number of a cell, counted from the left and from below; NaN where there is none} */
        double at(int column, int row);
    }

    /** Rejects edges that do not ascend or do not fit the values. */
    public Cells {
        if (x.length < 2 || y.length < 2 || values.length != (x.length - 1) * (y.length - 1)) {
            throw new IllegalArgumentException(
                    "%d values between %d and %d edges".formatted(values.length, x.length, y.length));
        }
        ascending(x);
        ascending(y);
    }

    private static void ascending(double[] edges) {
        for (int i = 1; i < edges.length; i++) {
            if (!(edges[i] > edges[i - 1])) {
                throw new IllegalArgumentException("edges that do not ascend: " + edges[i - 1] + ", " + edges[i]);
            }
        }
    }

    /**
     * {@return numbers at points of a grid, x [nx] and y [ny] ascending but not necessarily even, and their colours}
     * Borders lie half way between points; the outermost lie at the first and the last point.
     */
    public static Cells at(double[] x, double[] y, ColorScale scale, Values values) {
        return new Cells(edges(x), edges(y), table(x.length, y.length, values), scale, false, 0);
    }

    /** {@return cells of equal size between the ends of columns and rows, at least one of each, and their colours} */
    public static Cells even(Range across, Range upward, int nx, int ny, ColorScale scale, Values values) {
        return new Cells(even(across, nx), even(upward, ny), table(nx, ny, values), scale, false, 0);
    }

    private static double[] table(int nx, int ny, Values values) {
        double[] table = new double[nx * ny];
        Arrays.setAll(table, i -> values.at(i % nx, i / nx));
        return table;
    }

    private static double[] even(Range range, int n) {
        double[] edges = new double[n + 1];
        Arrays.setAll(edges, i -> i == n ? range.high() : range.low() + range.span() * i / n);
        return edges;
    }

    private static double[] edges(double[] points) {
        int n = points.length;
        if (n == 1) {
            return new double[] {points[0] - 0.5, points[0] + 0.5};
        }
        double[] edges = new double[n + 1];
        Arrays.setAll(edges, i -> (points[Math.max(0, i - 1)] + points[Math.min(n - 1, i)]) / 2);
        return edges;
    }

    /** The same numbers, interpolated between the middles of cells. */
    public Cells smoothed() {
        return new Cells(x, y, values, scale, true, contours);
    }

    /** The same numbers in other colours. */
    public Cells in(ColorScale colors) {
        return new Cells(x, y, values, colors, smooth, contours);
    }

    /** The same numbers with a count of contour lines. */
    public Cells contoured(int lines) {
        return new Cells(x, y, values, scale, smooth, lines);
    }

    /** Columns. */
    public int nx() {
        return x.length - 1;
    }

    /** Rows. */
    public int ny() {
        return y.length - 1;
    }

    /** Whether a cell lacks a number that has a colour. */
    boolean hasGaps() {
        return Arrays.stream(values).anyMatch(value -> !scale.axis().shows(value));
    }
}
