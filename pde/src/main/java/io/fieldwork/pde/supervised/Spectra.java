package io.fieldwork.pde.supervised;

import org.jtransforms.fft.DoubleFFT_1D;
import org.jtransforms.fft.DoubleFFT_2D;

/** Amplitude spectra of functions on a grid, over the number of waves in the domain. */
public final class Spectra {
    private Spectra() {}

    /**
     * {@return the root-mean-square amplitude of the modes whose wavenumber √(k² + l²) rounds to each whole number,
     * from 0 to half the shorter side that has more than one point} Functions that are not periodic have a slowly
     * decaying tail, in truth and prediction alike.
     *
     * @param values [height * width], row-major
     * @param height rows
     * @param width columns
     */
    public static double[] amplitudes(double[] values, int height, int width) {
        double[] modes = new double[2 * height * width];
        for (int i = 0; i < values.length; i++) {
            modes[2 * i] = values[i] / values.length;
        }
        if (height == 1) {
            new DoubleFFT_1D(width).complexForward(modes);
        } else {
            new DoubleFFT_2D(height, width).complexForward(modes);
        }
        int most = (height == 1 ? width : Math.min(height, width)) / 2;
        double[] sums = new double[most + 1];
        int[] counts = new int[most + 1];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int ring = (int) Math.round(Math.hypot(Math.min(y, height - y), Math.min(x, width - x)));
                if (ring <= most) {
                    int i = 2 * (y * width + x);
                    sums[ring] += modes[i] * modes[i] + modes[i + 1] * modes[i + 1];
                    counts[ring]++;
                }
            }
        }
        for (int k = 0; k <= most; k++) {
            sums[k] = Math.sqrt(sums[k] / Math.max(1, counts[k]));
        }
        return sums;
    }
}
