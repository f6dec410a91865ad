package io.fieldwork.pde.grid;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.utils.CommonUtils;

/**
 * The discrete Fourier transform of real fields on one or two periodic axes. Fields are [points] with the last axis
 * running fastest. Spectra keep the non-negative wavenumbers of the last axis and all of the first:
 * [modes] complex numbers as pairs of real and imaginary part, unscaled, so that mode 0 is the sum of the field.
 *
 * <p>Not for several threads at once: work space is kept between calls.
 */
public final class FourierGrid {
    private static final int GROUP = 4;

    static {
        // the transforms here are too short to gain from threads
        CommonUtils.setThreadsBeginN_1D_FFT_2Threads(Long.MAX_VALUE);
        CommonUtils.setThreadsBeginN_1D_FFT_4Threads(Long.MAX_VALUE);
    }

    private final List<GridAxis> axes;
    private final int rows;
    private final int columns;
    private final int half;
    private final DoubleFFT_1D alongRow;
    private final DoubleFFT_1D alongColumn;
    private final double[] row;
    private final double[][] group;
    private final double[] work;

    /** A grid of one or two periodic axes with an even number of points, with its work space. */
    public FourierGrid(GridAxis... axes) {
        this.axes = List.of(axes);
        for (GridAxis axis : axes) {
            if (!axis.isPeriodic() || axis.size() % 2 != 0 || axes.length > 2) {
                throw new IllegalArgumentException("one or two periodic axes of even size are needed, not " + axis);
            }
        }
        columns = axes[axes.length - 1].size();
        rows = axes.length == 1 ? 1 : axes[0].size();
        half = columns / 2 + 1;
        alongRow = transform(columns);
        alongColumn = transform(rows);
        row = new double[columns];
        group = new double[GROUP][2 * rows];
        work = new double[2 * modes()];
    }

    /**
     * {@return the grid of the square [lower, lower + period)² with axes x and y, each with an even number of points}
     */
    public static FourierGrid square(double lower, double period, int points) {
        return new FourierGrid(
                GridAxis.periodic("x", lower, period, points), GridAxis.periodic("y", lower, period, points));
    }

    /** The complex transform of one line, on the calling thread. */
    public static DoubleFFT_1D transform(int points) {
        return new DoubleFFT_1D(points);
    }

    /** The axes, as they were given. */
    public List<GridAxis> axes() {
        return axes;
    }

    /** {@return the number of values of a field, which is the product of the axes' sizes} */
    public int points() {
        return rows * columns;
    }

    /** {@return the number of complex modes of a spectrum, half as many as there are points, rounded up per row} */
    public int modes() {
        return rows * half;
    }

    /** From values [points] to the spectrum [2 modes]. */
    public double[] forward(double[] values) {
        double[] spectrum = new double[2 * modes()];
        forward(values, spectrum, 0);
        return spectrum;
    }

    /** From values [points] to the spectrum [2 modes], which is written from the offset on. */
    public void forward(double[] values, double[] spectrum, int offset) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(values, r * columns, row, 0, columns);
            alongRow.realForward(row);
            int to = offset + 2 * r * half;
            System.arraycopy(row, 0, spectrum, to, columns);
            spectrum[to + columns] = row[1];
            spectrum[to + columns + 1] = 0;
            spectrum[to + 1] = 0;
        }
        alongColumns(spectrum, offset, alongColumn::complexForward);
    }

    /** From the spectrum [2 modes], which starts at the offset and stays as it is, to values [points]. */
    public void inverse(double[] spectrum, int offset, double[] values) {
        System.arraycopy(spectrum, offset, work, 0, work.length);
        alongColumns(work, 0, column -> alongColumn.complexInverse(column, true));
        for (int r = 0; r < rows; r++) {
            int from = 2 * r * half;
            System.arraycopy(work, from, row, 0, columns);
            row[1] = work[from + columns];
            alongRow.realInverse(row, true);
            System.arraycopy(row, 0, values, r * columns, columns);
        }
    }

    /** Transforms the columns, several at a time because neighbours share cache lines. */
    private void alongColumns(double[] spectrum, int offset, Consumer<double[]> transform) {
        for (int first = 0; rows > 1 && first < half; first += GROUP) {
            int count = Math.min(GROUP, half - first);
            for (int r = 0; r < rows; r++) {
                for (int c = 0, i = offset + 2 * (r * half + first); c < count; c++, i += 2) {
                    group[c][2 * r] = spectrum[i];
                    group[c][2 * r + 1] = spectrum[i + 1];
                }
            }
            for (int c = 0; c < count; c++) {
                transform.accept(group[c]);
            }
            for (int r = 0; r < rows; r++) {
                for (int c = 0, i = offset + 2 * (r * half + first); c < count; c++, i += 2) {
                    spectrum[i] = group[c][2 * r];
                    spectrum[i + 1] = group[c][2 * r + 1];
                }
            }
        }
    }

    /** {@return the whole wavenumber of a mode, by its index, along an axis (0 or 1): from -n/2 + 1 to n/2} */
    public int order(int mode, int axis) {
        if (axis == axes.size() - 1) {
            return mode % half;
        }
        int r = mode / half;
        return r <= rows / 2 ? r : r - rows;
    }

    /** Wavenumbers [modes] along an axis for even derivatives, in radians per unit length. */
    private double[] wavenumbers(int axis) {
        double unit = 2 * Math.PI / axes.get(axis).period();
        return IntStream.range(0, modes())
                .mapToDouble(m -> unit * order(m, axis))
                .toArray();
    }

    /** Wavenumbers [modes] along an axis for odd derivatives: the highest mode has no sign and counts as 0. */
    public double[] oddWavenumbers(int axis) {
        double[] result = wavenumbers(axis);
        Arrays.setAll(result, m -> order(m, axis) == axes.get(axis).size() / 2 ? 0 : result[m]);
        return result;
    }

    /** {@return the squared lengths [modes] of the wavevectors, in radians per unit length} */
    public double[] squaredWavenumbers() {
        double[] result = new double[modes()];
        for (int axis = 0; axis < axes.size(); axis++) {
            double[] k = wavenumbers(axis);
            Arrays.setAll(result, m -> result[m] + k[m] * k[m]);
        }
        return result;
    }

    /** {@return the two-thirds rule as factors [modes]: 1 below two thirds of the highest mode of each axis, else 0} */
    public double[] twoThirds() {
        return IntStream.range(0, modes()).mapToDouble(m -> isKept(m) ? 1 : 0).toArray();
    }

    private boolean isKept(int mode) {
        return IntStream.range(0, axes.size())
                .allMatch(
                        axis -> 3 * Math.abs(order(mode, axis)) < axes.get(axis).size());
    }
}
