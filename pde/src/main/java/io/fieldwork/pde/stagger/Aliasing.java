package io.fieldwork.pde.stagger;

import io.fieldwork.pde.data.GridSize;
import io.fieldwork.pde.grid.FourierGrid;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_1D;

/** What sub-fields do not show: energy in waves that are too short for their grid (Nyquist), which they take for longer ones. */
public final class Aliasing {
    /** The share of the energy above which a factor deserves a warning. */
    public static final double WARNING = 1e-3;

    private Aliasing() {}

    /**
     * {@return the largest over all axes of the share of the energy, without the mean, of waves along it that are shorter than two cells of
     * the coarser grid, as if the box were periodic}
     *
     * @param fields [components][cells]
     * @param grid of the fields
     * @param factors for each axis
     */
    public static double beyond(double[][] fields, GridSize grid, List<Integer> factors) {
        double most = 0;
        for (int axis = 0; axis < grid.axes(); axis++) {
            most = Math.max(most, factors.get(axis) == 1 ? 0 : along(fields, grid, axis, factors.get(axis)));
        }
        return most;
    }

    private static double along(double[][] fields, GridSize grid, int axis, int factor) {
        int n = grid.points(axis);
        int stride = 1;
        for (int k = axis + 1; k < grid.axes(); k++) {
            stride *= grid.points(k);
        }
        DoubleFFT_1D transform = FourierGrid.transform(n);
        double[] line = new double[2 * n];
        double beyond = 0;
        double all = 0;
        for (double[] field : fields) {
            for (int start = 0; start < field.length; start++) {
                if (start / stride % n != 0) {
                    continue;
                }
                for (int i = 0; i < n; i++) {
                    line[2 * i] = field[start + i * stride];
                    line[2 * i + 1] = 0;
                }
                transform.complexForward(line);
                for (int k = 1; k < n; k++) {
                    double energy = line[2 * k] * line[2 * k] + line[2 * k + 1] * line[2 * k + 1];
                    all += energy;
                    beyond += 2 * Math.min(k, n - k) * factor > n ? energy : 0;
                }
            }
        }
        return all == 0 ? 0 : beyond / all;
    }
}
