package io.fieldwork.pde.problem;

import io.fieldwork.pde.grid.Smooth;
import java.util.Arrays;
import org.apache.commons.math3.special.Erf;

/**
 * The solution v(t, x) of v_t = D v_xx on [-1, 1], periodic, from v = x² - 1/3, whose slope jumps at x = ±1 and is
 * smooth at once: v = x² + 2Dt - 1/3 - 4 s ierfc(z) with s = √(Dt), z = (1 - |x|) / (2s) and ierfc(z) = exp(-z²)/√π -
 * z erfc(z). Farther copies of the kink are below rounding as long as s is below 0.1.
 *
 * @param diffusivity D
 */
record SpreadingKink(double diffusivity) implements Smooth {
    /** From here on exp(-z²) is below 1e-35. */
    private static final double FAR = 9;

    @Override
    public double[] derivatives(int[][] orders, double... point) {
        return Arrays.stream(orders)
                .mapToDouble(each -> derivative(each, point))
                .toArray();
    }

    /** Each derivative in t is D times two in x. */
    @Override
    public double derivative(int[] orders, double... point) {
        double s = Math.sqrt(diffusivity * point[0]);
        int order = 2 * orders[0] + orders[1];
        double sign = point[1] < 0 && order % 2 == 1 ? -1 : 1;
        return sign * Math.pow(diffusivity, orders[0]) * inSpace(order, s, Math.abs(point[1]));
    }

    /** At t = 0 and far away the kink has no effect. */
    private static double inSpace(int order, double s, double x) {
        double z = s == 0 ? FAR : (1 - x) / (2 * s);
        double parabola = switch (order) {
            case 0 -> x * x + 2 * s * s - 1.0 / 3;
            case 1 -> 2 * x;
            case 2 -> 2;
            default -> 0;
        };
        return z < FAR ? parabola - kink(order, s, z) : parabola;
    }

    private static double kink(int order, double s, double z) {
        return switch (order) {
            case 0 -> 4 * s * (Math.exp(-z * z) / Math.sqrt(Math.PI) - z * Erf.erfc(z));
            case 1 -> 2 * Erf.erfc(z);
            default -> gaussian(order - 2, s, z);
        };
    }

    /** A derivative of 2 exp(-z²) / (s √π) in x, by Hermite's polynomials. */
    private static double gaussian(int order, double s, double z) {
        double before = 0;
        double hermite = 1;
        for (int n = 0; n < order; n++) {
            double next = 2 * z * hermite - 2 * n * before;
            before = hermite;
            hermite = next;
        }
        return 2 * Math.exp(-z * z) * hermite / (s * Math.sqrt(Math.PI) * Math.pow(2 * s, order));
    }
}
