package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.tensor.Script;

/**
 * The power of a square of numbers by the length of its waves: the mean of |F|^2 over the waves of about one frequency in any direction, after the
 * mean was taken off and the borders were faded out by a Hann window.
 *
 * @param frequency waves along the side, from 1 to half the points [n]
 * @param power mean squared amplitudes [n]
 */
public record Spectrum(double[] frequency, double[] power) {
    private static final String POWER = """
            def power(self, x: Tensor) -> Tensor:
              wave = torch.abs(torch.fft_fft2(x))
              return torch.mul(wave, wave)
            """;

    /** {@return the spectrum of numbers [side, side]} */
    public static Spectrum of(NDManager manager, float[] numbers, int side) {
        double mean = 0;
        for (float value : numbers) {
            mean += (double) value / numbers.length;
        }
        double[] faded = new double[numbers.length];
        for (int i = 0; i < faded.length; i++) {
            faded[i] = (numbers[i] - mean) * hann(i % side, side) * hann(i / side, side);
        }
        try (NDScope scope = new NDScope();
                Script script = Script.compile(manager, POWER)) {
            scope.suppressNotUsedWarning();
            NDArray power = script.call("power", manager.create(faded, new Shape(side, side)))[0];
            return averaged(power.toDoubleArray(), side);
        }
    }

    private static double hann(int i, int side) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / side);
    }

    private static Spectrum averaged(double[] power, int side) {
        int n = side / 2;
        double[] sums = new double[n + 1];
        int[] counts = new int[n + 1];
        for (int i = 0; i < power.length; i++) {
            int x = Math.min(i % side, side - i % side);
            int y = Math.min(i / side, side - i / side);
            int length = (int) Math.round(Math.hypot(x, y));
            if (length <= n) {
                sums[length] += power[i] / ((double) side * side);
                counts[length]++;
            }
        }
        double[] frequency = new double[n];
        double[] mean = new double[n];
        for (int k = 1; k <= n; k++) {
            frequency[k - 1] = k;
            mean[k - 1] = sums[k] / counts[k];
        }
        return new Spectrum(frequency, mean);
    }

    /** {@return the slope of the logarithm of power over that of frequency, fitted from so many waves along the side up to as many} */
    public double slope(double from, double to) {
        double[] sums = new double[5];
        for (int i = 0; i < power.length; i++) {
            if (frequency[i] >= from && frequency[i] <= to) {
                double x = Math.log(frequency[i]);
                double y = Math.log(power[i]);
                sums[0]++;
                sums[1] += x;
                sums[2] += y;
                sums[3] += x * x;
                sums[4] += x * y;
            }
        }
        return (sums[0] * sums[4] - sums[1] * sums[2]) / (sums[0] * sums[3] - sums[1] * sums[1]);
    }
}
