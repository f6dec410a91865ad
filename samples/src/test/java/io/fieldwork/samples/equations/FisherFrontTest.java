package io.fieldwork.samples.equations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FisherFrontTest {
    private static final int CELLS = 400;
    private static final double SIDE = 10.0 / CELLS;

    /** The equation by central differences in space and the classical Runge-Kutta method in time. */
    private static double[] differences(double end) {
        double[] u = new double[CELLS + 1];
        for (int i = 1; i < CELLS; i++) {
            double x = -5 + i * SIDE;
            u[i] = Math.exp(-x * x);
        }
        int steps = (int) Math.ceil(end / (0.5 * SIDE * SIDE));
        double h = end / steps;
        for (int s = 0; s < steps; s++) {
            double[] k1 = rate(u);
            double[] k2 = rate(moved(u, k1, h / 2));
            double[] k3 = rate(moved(u, k2, h / 2));
            double[] k4 = rate(moved(u, k3, h));
            for (int i = 0; i < u.length; i++) {
                u[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
        }
        return u;
    }

    private static double[] moved(double[] u, double[] rate, double h) {
        double[] moved = u.clone();
        for (int i = 0; i < u.length; i++) {
            moved[i] += h * rate[i];
        }
        return moved;
    }

    private static double[] rate(double[] u) {
        double[] rate = new double[u.length];
        for (int i = 1; i < u.length - 1; i++) {
            rate[i] = (u[i + 1] - 2 * u[i] + u[i - 1]) / (SIDE * SIDE) + u[i] * (1 - u[i]);
        }
        return rate;
    }

    @Test
    void theLearnedSolutionIsThatOfFiniteDifferences() {
        double[] truth = differences(2);
        double[] found = FisherFront.solve(new double[] {2, 0}, new double[] {2, 1.5}, new double[] {2, 4});
        assertEquals(truth[200], found[0], 1e-3);
        assertEquals(truth[260], found[1], 1e-3);
        assertEquals(truth[360], found[2], 1e-3);
    }
}
