package io.fieldwork.pde.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    private final List<Mode> modes;

    /** A cos(k.x + a) with one wavenumber an axis. */
    private record Mode(double[] wave, double amplitude, double phase) {}

    private FourierSeries(double[] origin, List<Mode> modes) {
        double least =
                ROUNDING * modes.stream().mapToDouble(Mode::amplitude).max().orElse(0);
        this.origin = origin;
        this.modes = modes.stream().filter(mode -> mode.amplitude > least).toList();
    }

    /**
     * {@return the polynomial in space through a solution at one of its times}
     *
     * @param solution periodic in one or two coordinates of space
     * @param unknown its name
     * @param time index of the time
     */
    public static FourierSeries through(GridSolution solution, String unknown, int time) {
        List<GridAxis> space = solution.axes().subList(1, solution.axes().size());
        double[] all = solution.values(unknown);
        int block = all.length / solution.axes().getFirst().size();
        return through(space, Arrays.copyOfRange(all, time * block, (time + 1) * block));
    }

    /**
     * {@return the polynomial through values}
     *
     * @param axes one or two periodic axes
     * @param values [points], the last axis running fastest
     */
    public static FourierSeries through(List<GridAxis> axes, double[] values) {
        GridAxis last = axes.getLast();
        GridAxis first = axes.size() == 1 ? GridAxis.periodic("", 0, 1, 1) : axes.getFirst();
        double[][] rows = new double[first.size()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = along(last.size(), Arrays.copyOfRange(values, r * last.size(), (r + 1) * last.size()));
        }
        List<Mode> modes = new ArrayList<>();
        for (int q = 0; 2 * q < last.size() + (axes.size() == 1 ? 1 : 0); q++) {
            for (int p = -((first.size() - 1) / 2); 2 * p < first.size(); p++) {
                if (q > 0 || p >= 0) {
                    double[] wave = {2 * Math.PI * p / first.period(), 2 * Math.PI * q / last.period()};
                    boolean single = (p == 0 && q == 0) || 2 * q == last.size();
                    double scale = (single ? 1.0 : 2.0) / values.length;
                    modes.add(across(rows, p, q, Arrays.copyOfRange(wave, 2 - axes.size(), 2), scale));
                }
            }
        }
        return new FourierSeries(axes.stream().mapToDouble(axis -> axis.at(0)).toArray(), modes);
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

    /** The mode (p, q). */
    private static Mode across(double[][] rows, int p, int q, double[] wave, double scale) {
        double cosine = 0;
        double sine = 0;
        for (int r = 0; r < rows.length; r++) {
            double angle = 2 * Math.PI * (p * r % rows.length) / rows.length;
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            cosine += rows[r][2 * q] * c - rows[r][2 * q + 1] * s;
            sine += rows[r][2 * q] * s + rows[r][2 * q + 1] * c;
        }
        double re = scale * cosine;
        double im = scale * sine;
        return new Mode(wave, Math.hypot(re, im), -Math.atan2(im, re));
    }

    @Override
    public double[] derivatives(int[][] orders, double... point) {
        return derivatives(orders, point, 0, 0);
    }

    /**
     * {@return the diffusion of a function f of one coordinate: v(t, x) with v_t = D v_xx and v = f at t = 0}
     *
     * @param diffusivity D
     */
    public Smooth spreading(double diffusivity) {
        return (orders, point) -> derivatives(orders, point, 1, diffusivity);
    }

    /** Those of sum A exp(-D k² t) cos(k.x + a) at x, or at (t, x) where space starts at the second coordinate. */
    private double[] derivatives(int[][] orders, double[] point, int space, double diffusivity) {
        double[] sums = new double[orders.length];
        for (Mode mode : modes) {
            double rate = space == 0 ? 0 : -diffusivity * mode.wave[0] * mode.wave[0];
            if (rate * point[0] < GONE) {
                continue;
            }
            double angle = mode.phase;
            for (int axis = 0; axis < origin.length; axis++) {
                angle += mode.wave[axis] * (point[space + axis] - origin[axis]);
            }
            double left = space == 0 ? mode.amplitude : mode.amplitude * Math.exp(rate * point[0]);
            double cosine = left * Math.cos(angle);
            double sine = left * Math.sin(angle);
            for (int k = 0; k < sums.length; k++) {
                double factor = space == 0 ? 1 : power(rate, orders[k][0]);
                int turns = 0;
                for (int axis = 0; axis < origin.length; axis++) {
                    factor *= power(mode.wave[axis], orders[k][space + axis]);
                    turns += orders[k][space + axis];
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

    private static double power(double base, int exponent) {
        double power = 1;
        for (int k = 0; k < exponent; k++) {
            power *= base;
        }
        return power;
    }
}
