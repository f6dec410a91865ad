package io.fieldwork.pde.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trigonometric polynomial through values on a periodic grid, f = sum A_k cos(k.x + a_k), with all its
 * derivatives. On one axis the highest mode is taken as a cosine; on two the values must be resolved, because the
 * highest modes are left out. So is whatever is below rounding.
 */
public final class FourierSeries implements Smooth {
    private static final double ROUNDING = 1e-15;
    /** Exponent below which a mode has decayed to nothing. */
    private static final double GONE = -45;

    private final double[] origin;
    private final double[][] waves;
    private final double[] amplitudes;
    private final double[] phases;

    private FourierSeries(double[] origin, List<double[]> waves, List<double[]> parts) {
        double least =
                ROUNDING * parts.stream().mapToDouble(FourierSeries::size).max().orElse(0);
        int[] kept = IntStream.range(0, waves.size())
                .filter(i -> size(parts.get(i)) > least)
                .toArray();
        this.origin = origin;
        this.waves = Arrays.stream(kept).mapToObj(waves::get).toArray(double[][]::new);
        this.amplitudes =
                Arrays.stream(kept).mapToDouble(i -> size(parts.get(i))).toArray();
        this.phases = Arrays.stream(kept)
                .mapToDouble(i -> -Math.atan2(parts.get(i)[1], parts.get(i)[0]))
                .toArray();
    }

    private static double size(double[] parts) {
        return Math.hypot(parts[0], parts[1]);
    }

    /**
     * Through a solution at one of its times.
     *
     * @param solution periodic in one or two coordinates of space
     * @param unknown its name
     * @param time index of the time
     * @return the polynomial in space
     */
    public static FourierSeries through(GridSolution solution, String unknown, int time) {
        List<GridAxis> space = solution.axes().subList(1, solution.axes().size());
        double[] all = solution.values(unknown);
        int block = all.length / solution.axes().getFirst().size();
        return through(space, Arrays.copyOfRange(all, time * block, (time + 1) * block));
    }

    /**
     * Through values.
     *
     * @param axes one or two periodic axes
     * @param values [points], the last axis running fastest
     * @return the polynomial
     */
    public static FourierSeries through(List<GridAxis> axes, double[] values) {
        GridAxis last = axes.getLast();
        GridAxis first = axes.size() == 1 ? GridAxis.periodic("", 0, 1, 1) : axes.getFirst();
        double[][] rows = new double[first.size()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = along(last.size(), Arrays.copyOfRange(values, r * last.size(), (r + 1) * last.size()));
        }
        List<double[]> waves = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        for (int q = 0; 2 * q < last.size() + (axes.size() == 1 ? 1 : 0); q++) {
            for (int p = -((first.size() - 1) / 2); 2 * p < first.size(); p++) {
                if (q > 0 || p >= 0) {
                    double[] wave = {2 * Math.PI * p / first.period(), 2 * Math.PI * q / last.period()};
                    waves.add(Arrays.copyOfRange(wave, 2 - axes.size(), 2));
                    boolean single = (p == 0 && q == 0) || 2 * q == last.size();
                    double scale = (single ? 1.0 : 2.0) / values.length;
                    parts.add(across(rows, p, q, scale));
                }
            }
        }
        return new FourierSeries(axes.stream().mapToDouble(axis -> axis.at(0)).toArray(), waves, parts);
    }

    /** Sums of f cos and f sin for each mode q, [2 modes]. */
    private static double[] along(int n, double[] values) {
        double[] sums = new double[n + 2];
        for (int q = 0; 2 * q <= n; q++) {
            for (int j = 0; j < n; j++) {
                double angle = 2 * Math.PI * (q * j % n) / n;
                sums[2 * q] += values[j] * Math.cos(angle);
                sums[2 * q + 1] += values[j] * Math.sin(angle);
            }
        }
        return sums;
    }

    /** Factors of cos and sin of the mode (p, q). */
    private static double[] across(double[][] rows, int p, int q, double scale) {
        double cosine = 0;
        double sine = 0;
        for (int r = 0; r < rows.length; r++) {
            double angle = 2 * Math.PI * (p * r % rows.length) / rows.length;
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            cosine += rows[r][2 * q] * c - rows[r][2 * q + 1] * s;
            sine += rows[r][2 * q] * s + rows[r][2 * q + 1] * c;
        }
        return new double[] {scale * cosine, scale * sine};
    }

    @Override
    public double derivative(int[] orders, double... point) {
        return derivatives(new int[][] {orders}, point)[0];
    }

    @Override
    public double[] derivatives(int[][] orders, double... point) {
        double[] sums = new double[orders.length];
        for (int m = 0; m < waves.length; m++) {
            double angle = phases[m];
            for (int axis = 0; axis < origin.length; axis++) {
                angle += waves[m][axis] * (point[axis] - origin[axis]);
            }
            double cosine = amplitudes[m] * Math.cos(angle);
            double sine = amplitudes[m] * Math.sin(angle);
            for (int k = 0; k < sums.length; k++) {
                double factor = 1;
                int turns = 0;
                for (int axis = 0; axis < origin.length; axis++) {
                    factor *= power(waves[m][axis], orders[k][axis]);
                    turns += orders[k][axis];
                }
                sums[k] += factor * turned(cosine, sine, turns);
            }
        }
        return sums;
    }

    /** cos(a + n π/2). */
    private static double turned(double cosine, double sine, int n) {
        return switch (n % 4) {
            case 0 -> cosine;
            case 1 -> -sine;
            case 2 -> -cosine;
            default -> sine;
        };
    }

    /**
     * The diffusion of a function of one coordinate: v(t, x) with v_t = D v_xx and v = f at t = 0.
     *
     * @param diffusivity D
     * @return v as a function of t and x
     */
    public Smooth spreading(double diffusivity) {
        return new Spreading(diffusivity);
    }

    /** v(t, x) = sum A_k exp(-D k² t) cos(k x + a_k). */
    private final class Spreading implements Smooth {
        private final double diffusivity;

        private Spreading(double diffusivity) {
            this.diffusivity = diffusivity;
        }

        @Override
        public double derivative(int[] orders, double... point) {
            return derivatives(new int[][] {orders}, point)[0];
        }

        @Override
        public double[] derivatives(int[][] orders, double... point) {
            double[] sums = new double[orders.length];
            for (int m = 0; m < waves.length; m++) {
                double wave = waves[m][0];
                double rate = -diffusivity * wave * wave;
                if (rate * point[0] < GONE) {
                    continue;
                }
                double angle = wave * (point[1] - origin[0]) + phases[m];
                double left = amplitudes[m] * Math.exp(rate * point[0]);
                double cosine = left * Math.cos(angle);
                double sine = left * Math.sin(angle);
                for (int k = 0; k < sums.length; k++) {
                    double factor = power(rate, orders[k][0]) * power(wave, orders[k][1]);
                    sums[k] += factor * turned(cosine, sine, orders[k][1]);
                }
            }
            return sums;
        }
    }

    private static double power(double base, int exponent) {
        double power = 1;
        for (int k = 0; k < exponent; k++) {
            power *= base;
        }
        return power;
    }
}
