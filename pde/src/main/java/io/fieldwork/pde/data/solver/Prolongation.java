package io.fieldwork.pde.data.solver;

import java.util.Arrays;

/**
 * Bilinear prolongation from the vertices of a square grid to those of a finer one, and restriction as its transpose.
 * The finer grid need not contain the coarser one.
 */
final class Prolongation {
    private final int coarse;
    private final int fine;
    private final int[] lower;
    private final double[] weight;
    private final double[] half;

    /** A prolongation between two grids with at least 2 vertices along each side. */
    Prolongation(int coarse, int fine) {
        this.coarse = coarse;
        this.fine = fine;
        lower = new int[fine];
        weight = new double[fine];
        half = new double[coarse * fine];
        for (int i = 0; i < fine; i++) {
            long position = (long) i * (coarse - 1);
            lower[i] = (int) Math.min(position / (fine - 1), coarse - 2);
            weight[i] = (double) (position - (long) lower[i] * (fine - 1)) / (fine - 1);
        }
    }

    /** Adds the interpolated values inside; the edge stays. */
    void add(double[] from, double[] to) {
        for (int row = 0; row < coarse; row++) {
            for (int i = 0; i < fine; i++) {
                int at = row * coarse + lower[i];
                half[row * fine + i] = from[at] + weight[i] * (from[at + 1] - from[at]);
            }
        }
        for (int row = 1; row < fine - 1; row++) {
            int above = lower[row] * fine;
            double w = weight[row];
            for (int i = 1; i < fine - 1; i++) {
                to[row * fine + i] += half[above + i] + w * (half[above + fine + i] - half[above + i]);
            }
        }
    }

    /** The transpose of the interpolation, edge included. */
    void restrict(double[] from, double[] to) {
        Arrays.fill(half, 0);
        for (int row = 0; row < fine; row++) {
            int above = lower[row] * fine;
            double w = weight[row];
            for (int i = 0; i < fine; i++) {
                double value = from[row * fine + i];
                half[above + i] += (1 - w) * value;
                half[above + fine + i] += w * value;
            }
        }
        Arrays.fill(to, 0);
        for (int row = 0; row < coarse; row++) {
            for (int i = 0; i < fine; i++) {
                double value = half[row * fine + i];
                int at = row * coarse + lower[i];
                to[at] += (1 - weight[i]) * value;
                to[at + 1] += weight[i] * value;
            }
        }
    }
}
