package io.fieldwork.render.figure;

import io.fieldwork.render.figure.Drawing.Box;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The image of cells: one pixel a cell where all have the same size and are not tiny, else one a pixel of the drawing. Clear where
 * there is no number.
 */
final class CellImage {
    private static final int SHADES = 1024;
    private static final double EVEN = 1e-3;
    /** Sum of a colour's three parts above which black is seen better on it than white. */
    private static final int PALE = 300;

    private final Cells cells;
    private final Axis x;
    private final Axis y;
    private final byte[][] shades;

    private CellImage(Cells cells, Axis x, Axis y) {
        this.cells = cells;
        this.x = x;
        this.y = y;
        shades = IntStream.rangeClosed(0, SHADES)
                .mapToObj(i -> cells.scale().bytes((double) i / SHADES))
                .toArray(byte[][]::new);
    }

    /** The image of cells in a chart whose axes span a rectangle. */
    static Drawing.Image of(Cells cells, Axis x, Axis y, Box plot) {
        CellImage image = new CellImage(cells, x, y);
        boolean even = !cells.smooth() && cells.contours() == 0 && isEven(cells.x(), x) && isEven(cells.y(), y);
        if (even && cells.nx() <= plot.width() && cells.ny() <= plot.height()) {
            double[] columns = IntStream.range(0, cells.nx()).asDoubleStream().toArray();
            double[] rows = IntStream.range(0, cells.ny())
                    .mapToDouble(j -> cells.ny() - 1 - j)
                    .toArray();
            return image.painted(image.extent(plot), columns, rows);
        }
        int width = Math.max(1, Math.round(plot.width()));
        int height = Math.max(1, Math.round(plot.height()));
        double[] columns = IntStream.range(0, width)
                .mapToDouble(i -> place(cells.x(), x.value((i + 0.5) / width)))
                .toArray();
        double[] rows = IntStream.range(0, height)
                .mapToDouble(i -> place(cells.y(), y.value(1 - (i + 0.5) / height)))
                .toArray();
        return image.painted(plot, columns, rows);
    }

    private static boolean isEven(double[] edges, Axis axis) {
        double step = (edges[edges.length - 1] - edges[0]) / (edges.length - 1);
        return !axis.logarithmic()
                && IntStream.range(1, edges.length)
                        .allMatch(i -> Math.abs(edges[i] - edges[i - 1] - step) <= EVEN * step);
    }

    private Box extent(Box plot) {
        float left = (float) (plot.left() + plot.width() * x.share(cells.x()[0]));
        float right = (float) (plot.left() + plot.width() * x.share(cells.x()[cells.nx()]));
        float top = (float) (plot.bottom() - plot.height() * y.share(cells.y()[cells.ny()]));
        float bottom = (float) (plot.bottom() - plot.height() * y.share(cells.y()[0]));
        return new Box(left, top, right, bottom);
    }

    /** An image of what lies at some places, in cells from the first. */
    private Drawing.Image painted(Box box, double[] columns, double[] rows) {
        byte[] rgba = new byte[4 * columns.length * rows.length];
        for (int i = 0; i < columns.length * rows.length; i++) {
            double column = columns[i % columns.length];
            double row = rows[i / columns.length];
            if (column >= 0 && row >= 0) {
                paint(rgba, i, cells.smooth() ? between(column, row) : value((int) column, (int) row));
            }
        }
        if (cells.contours() > 0) {
            contour(rgba, columns, rows);
        }
        return new Drawing.Image(box, columns.length, rows.length, rgba);
    }

    /** Inks pixels that lie in another band of numbers than the next one to the right or below. */
    private void contour(byte[] rgba, double[] columns, double[] rows) {
        int width = columns.length;
        int[] bands = new int[width * rows.length];
        Arrays.setAll(bands, i -> band(columns[i % width], rows[i / width]));
        for (int i = 0; i < bands.length; i++) {
            int right = i % width + 1 < width ? bands[i + 1] : bands[i];
            int below = i + width < bands.length ? bands[i + width] : bands[i];
            if (bands[i] >= 0 && (right >= 0 && right != bands[i] || below >= 0 && below != bands[i])) {
                boolean pale = (rgba[4 * i] & 255) + (rgba[4 * i + 1] & 255) + (rgba[4 * i + 2] & 255) > PALE;
                Arrays.fill(rgba, 4 * i, 4 * i + 3, (byte) (pale ? 0 : 255));
            }
        }
    }

    /** The number of contour levels below a place; -1 where there is no number. */
    private int band(double column, double row) {
        Axis axis = cells.scale().axis();
        double value = column >= 0 && row >= 0 ? between(column, row) : Double.NaN;
        int lines = cells.contours();
        return axis.shows(value) ? (int) Math.clamp(axis.share(value) * (lines + 1), 0, lines) : -1;
    }

    /** The cell that a number is in, and how far; below 0 if it is in none. */
    private static double place(double[] edges, double at) {
        int last = edges.length - 1;
        if (!(at >= edges[0] && at <= edges[last])) {
            return -1;
        }
        int found = Arrays.binarySearch(edges, at);
        int cell = Math.min(last - 1, found >= 0 ? found : -found - 2);
        return Math.min(cell + (at - edges[cell]) / (edges[cell + 1] - edges[cell]), Math.nextDown(cell + 1.0));
    }

    private double value(int column, int row) {
        return cells.values()[row * cells.nx() + column];
    }

    /** Linear between the middles of cells; neighbours without a number do not count. */
    private double between(double column, double row) {
        double nearest = value((int) column, (int) row);
        if (!Double.isFinite(nearest)) {
            return nearest;
        }
        double u = Math.clamp(column - 0.5, 0, cells.nx() - 1.0);
        double v = Math.clamp(row - 0.5, 0, cells.ny() - 1.0);
        double sum = 0;
        for (int corner = 0; corner < 4; corner++) {
            int i = Math.min((int) u + (corner & 1), cells.nx() - 1);
            int j = Math.min((int) v + (corner >> 1), cells.ny() - 1);
            double weight = ((corner & 1) == 1 ? u % 1 : 1 - u % 1) * ((corner >> 1) == 1 ? v % 1 : 1 - v % 1);
            double value = value(i, j);
            sum += weight * (Double.isFinite(value) ? value : nearest);
        }
        return sum;
    }

    private void paint(byte[] rgba, int pixel, double value) {
        Axis axis = cells.scale().axis();
        if (axis.shows(value)) {
            double share = Math.clamp(axis.share(value), 0, 1);
            System.arraycopy(shades[(int) Math.round(share * SHADES)], 0, rgba, 4 * pixel, 3);
            rgba[4 * pixel + 3] = (byte) 255;
        }
    }
}
