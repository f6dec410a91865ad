package io.fieldwork.samples.plot;

import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.render.scene.ScalarGrid;

/**
 * Evenly spaced cells over two coordinates of a grid, which need not be even: the values in their centres, linear between grid points.
 * A cell is empty (NaN) where the nearest grid point is; elsewhere empty neighbours do not count.
 */
final class Raster {
    private final int nx;
    private final int ny;
    private final Side across;
    private final Side upward;

    /** For each cell along a side: the grid points to both sides, and how near the second is. */
    private record Side(int size, int[] low, int[] high, double[] share) {
        static Side of(GridAxis axis, int cells) {
            int n = axis.size();
            double end = FieldMap.end(axis);
            int[] low = new int[cells];
            int[] high = new int[cells];
            double[] share = new double[cells];
            int k = 0;
            for (int i = 0; i < cells; i++) {
                double x = axis.at(0) + (end - axis.at(0)) * (i + 0.5) / cells;
                while (k + 1 < n && axis.at(k + 1) <= x) {
                    k++;
                }
                double next = k + 1 < n ? axis.at(k + 1) : end;
                low[i] = k;
                high[i] = k + 1 < n ? k + 1 : axis.isPeriodic() ? 0 : k;
                share[i] = next > axis.at(k) ? (x - axis.at(k)) / (next - axis.at(k)) : 0;
            }
            return new Side(n, low, high, share);
        }
    }

    /**
     * So many cells over two axes; values of a table run slower along the one to the right and faster along the one
     * upwards.
     */
    Raster(GridAxis across, GridAxis upward, int nx, int ny) {
        this.nx = nx;
        this.ny = ny;
        this.across = Side.of(across, nx);
        this.upward = Side.of(upward, ny);
    }

    /**
     * The values in the cells, [ny, nx], the lowest row first, of a table whose value at the first points of both axes
     * has the number {@code first}.
     */
    ScalarGrid of(double[] values, int first) {
        float[] cells = new float[nx * ny];
        for (int j = 0; j < ny; j++) {
            for (int i = 0; i < nx; i++) {
                cells[j * nx + i] = (float) cell(values, first, i, j);
            }
        }
        return new ScalarGrid(nx, ny, cells);
    }

    private double cell(double[] values, int first, int i, int j) {
        double u = across.share[i];
        double v = upward.share[j];
        double nearest = value(
                values, first, u < 0.5 ? across.low[i] : across.high[i], v < 0.5 ? upward.low[j] : upward.high[j]);
        if (Double.isNaN(nearest)) {
            return nearest;
        }
        double sum = 0;
        for (int corner = 0; corner < 4; corner++) {
            boolean right = (corner & 1) == 1;
            boolean up = corner > 1;
            double at =
                    value(values, first, right ? across.high[i] : across.low[i], up ? upward.high[j] : upward.low[j]);
            sum += (right ? u : 1 - u) * (up ? v : 1 - v) * (Double.isNaN(at) ? nearest : at);
        }
        return sum;
    }

    private double value(double[] values, int first, int i, int j) {
        return values[first + i * upward.size + j];
    }
}
