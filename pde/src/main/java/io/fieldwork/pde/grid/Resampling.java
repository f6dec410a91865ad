package io.fieldwork.pde.grid;

import java.util.Arrays;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * Trigonometric interpolation of values on a periodic axis at another number of points: the polynomial of lowest degree
 * through them. With an even number of points the highest mode is taken as a cosine.
 */
final class Resampling {
    private Resampling() {}

    /**
     * {@return values [outer, to, inner] at equally spaced points from the same first point}
     *
     * @param values [outer, from, inner]
     */
    static double[] of(double[] values, int from, int to, int inner) {
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
