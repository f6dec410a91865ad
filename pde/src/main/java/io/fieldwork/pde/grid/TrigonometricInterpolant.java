package io.fieldwork.pde.grid;

import java.util.Arrays;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The trigonometric polynomial of lowest degree through values on a periodic grid. With an even number of points the
 * highest mode is taken as a cosine.
 */
final class TrigonometricInterpolant {
    private final List<GridAxis> axes;
    private final double[][] spectrum;

    /**
     * @param axes one or two periodic axes
     * @param values [points], the last axis running fastest
     */
    TrigonometricInterpolant(List<GridAxis> axes, double[] values) {
        if (axes.isEmpty() || axes.size() > 2 || !axes.stream().allMatch(GridAxis::isPeriodic)) {
            throw new IllegalArgumentException("one or two periodic axes are needed, not " + axes.size() + " axes");
        }
        this.axes = axes;
        int columns = axes.getLast().size();
        spectrum = new double[values.length / columns][2 * columns];
        DoubleFFT_1D fft = FourierGrid.transform(columns);
        for (int r = 0; r < spectrum.length; r++) {
            for (int c = 0; c < columns; c++) {
                spectrum[r][2 * c] = values[r * columns + c] / columns;
            }
            fft.complexForward(spectrum[r]);
        }
    }

    /** Values [n] at points [n, axes]. */
    double[] at(double[] points) {
        int d = axes.size();
        double[] result = new double[points.length / d];
        for (int i = 0; i < result.length; i++) {
            double[] weights = d == 1 ? new double[] {1} : weights(axes.getFirst(), points[i * d]);
            double[] phases = phases(axes.getLast(), points[i * d + d - 1]);
            for (int r = 0; r < weights.length; r++) {
                result[i] += weights[r] * dot(spectrum[r], phases);
            }
        }
        return result;
    }

    private static double dot(double[] spectrum, double[] phases) {
        double sum = 0;
        for (int c = 0; c < spectrum.length; c += 2) {
            sum += spectrum[c] * phases[c] - spectrum[c + 1] * phases[c + 1];
        }
        return sum;
    }

    /** The factors e^{ikx} [2 n] of the modes in the order of the transform, the highest mode as its cosine. */
    private static double[] phases(GridAxis axis, double x) {
        int n = axis.size();
        double angle = 2 * Math.PI * (x - axis.at(0)) / axis.period();
        double[] phases = new double[2 * n];
        for (int k = 0; k <= n / 2; k++) {
            double c = Math.cos(k * angle);
            double s = 2 * k == n ? 0 : Math.sin(k * angle);
            phases[2 * k] = c;
            phases[2 * k + 1] = s;
            if (k > 0 && 2 * k < n) {
                phases[2 * (n - k)] = c;
                phases[2 * (n - k) + 1] = -s;
            }
        }
        return phases;
    }

    /** The weights [n] of the grid values in the interpolant at a position. */
    private static double[] weights(GridAxis axis, double x) {
        int n = axis.size();
        double[] weights = phases(axis, x);
        FourierGrid.transform(n).complexForward(weights);
        double[] result = new double[n];
        for (int j = 0; j < n; j++) {
            result[j] = weights[2 * j] / n;
        }
        return result;
    }

    /**
     * Values on another number of equally spaced points from the same first point.
     *
     * @param values [outer, from, inner]
     * @return values [outer, to, inner]
     */
    static double[] resample(double[] values, int from, int to, int inner) {
        int outer = values.length / (from * inner);
        double[] result = new double[outer * to * inner];
        DoubleFFT_1D forward = FourierGrid.transform(from);
        DoubleFFT_1D inverse = FourierGrid.transform(to);
        double[] line = new double[2 * from];
        double[] folded = new double[2 * to];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int first = o * from * inner + i;
                if (from % to == 0) {
                    for (int j = 0; j < to; j++) {
                        result[(o * to + j) * inner + i] = values[first + j * (from / to) * inner];
                    }
                    continue;
                }
                for (int j = 0; j < from; j++) {
                    line[2 * j] = values[first + j * inner];
                    line[2 * j + 1] = 0;
                }
                forward.complexForward(line);
                fold(line, folded);
                inverse.complexInverse(folded, true);
                for (int j = 0; j < to; j++) {
                    result[(o * to + j) * inner + i] = folded[2 * j] * to / from;
                }
            }
        }
        return result;
    }

    /** Adds up the modes that alias to the same one on the new points. */
    private static void fold(double[] spectrum, double[] folded) {
        int n = spectrum.length / 2;
        int m = folded.length / 2;
        Arrays.fill(folded, 0);
        for (int j = 0; j < n; j++) {
            boolean highest = 2 * j == n;
            int k = 2 * j < n ? j : j - n;
            add(folded, Math.floorMod(k, m), spectrum, j, highest ? 0.5 : 1);
            if (highest) {
                add(folded, Math.floorMod(-k, m), spectrum, j, 0.5);
            }
        }
    }

    private static void add(double[] folded, int to, double[] spectrum, int from, double factor) {
        folded[2 * to] += factor * spectrum[2 * from];
        folded[2 * to + 1] += factor * spectrum[2 * from + 1];
    }
}
