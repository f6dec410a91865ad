package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;

/**
 * Steady flow in the unit square under a lid moving at speed 1, by central differences of order two for the stream
 * function alone: ψ_y w_x - ψ_x w_y = Δw / Re with w = -Δψ, ψ = 0 on all walls. The normal derivative at the walls (1
 * at the lid y = 1, 0 elsewhere) enters through points mirrored at the wall, as in Thom's formula. The thirteen-point
 * equations are solved by Newton's method.
 */
final class CavityFlow {
    private static final int COARSEST = 64;
    private static final int MOST_STEPS = 30;
    private static final double DONE = 1e-11;
    /** The Jacobian is computed anew when a correction is not smaller than this part of the one before. */
    private static final double SHRINKING = 0.3;

    private static final double EASY_REYNOLDS = 100;

    private final int n;
    private final double h;
    private final double viscosity;
    /** Stream function [n + 1, n + 1], x first. */
    private final double[][] psi;

    private final double[][] w;

    private CavityFlow(int n, double reynolds) {
        this.n = n;
        h = 1.0 / n;
        viscosity = 1 / reynolds;
        psi = new double[n + 1][n + 1];
        w = new double[n + 1][n + 1];
    }

    /** The flow on n intervals along each side; it starts from coarser grids and lower Reynolds numbers. */
    static CavityFlow solve(double reynolds, int n) {
        if (n >= 2 * COARSEST && n % 2 == 0) {
            return solve(solve(reynolds, n / 2));
        }
        CavityFlow flow = new CavityFlow(n, reynolds);
        if (reynolds > EASY_REYNOLDS) {
            CavityFlow slower = solve(Math.max(EASY_REYNOLDS, reynolds / 2), n);
            Arrays.setAll(flow.psi, i -> slower.psi[i].clone());
        }
        flow.newton();
        return flow;
    }

    /** The same flow on twice as many intervals. */
    static CavityFlow solve(CavityFlow coarse) {
        CavityFlow flow = new CavityFlow(2 * coarse.n, 1 / coarse.viscosity);
        flow.refine(coarse.psi);
        flow.newton();
        return flow;
    }

    /** Takes over a stream function from half as many intervals, linear between its points. */
    private void refine(double[][] coarse) {
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                double low = coarse[i / 2][j / 2] + coarse[i / 2][(j + 1) / 2];
                double high = coarse[(i + 1) / 2][j / 2] + coarse[(i + 1) / 2][(j + 1) / 2];
                psi[i][j] = 0.25 * (low + high);
            }
        }
    }

    /** Newton's method that keeps its derivatives as long as the corrections shrink fast. */
    private void newton() {
        BandedMatrix factors = null;
        double before = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            vorticity();
            if (factors == null) {
                factors = derivatives().eliminate();
            }
            double change = correct(factors);
            if (change < DONE) {
                return;
            }
            if (!Double.isFinite(change)) {
                break;
            }
            if (change >= SHRINKING * before) {
                factors = null;
            }
            before = change;
        }
        throw new UserError("The cavity flow at Reynolds number " + 1 / viscosity + " on " + n
                + " intervals did not settle; take more intervals.");
    }

    /** Corrects the stream function; returns the largest change. */
    private double correct(BandedMatrix factors) {
        double[] x = new double[(n - 1) * (n - 1)];
        for (int i = 1; i < n; i++) {
            for (int j = 1; j < n; j++) {
                x[index(i, j)] = -residual(i, j);
            }
        }
        factors.solve(x);
        double largest = 0;
        for (int i = 1; i < n; i++) {
            for (int j = 1; j < n; j++) {
                double change = x[index(i, j)];
                psi[i][j] += change;
                largest = Math.max(largest, Math.abs(change));
            }
        }
        return largest;
    }

    private int index(int i, int j) {
        return (i - 1) * (n - 1) + j - 1;
    }

    private void vorticity() {
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                double lid = j == n ? 2 * h : 0;
                double across = psi[mirrored(i - 1)][j] + psi[mirrored(i + 1)][j];
                double along = psi[i][mirrored(j - 1)] + psi[i][mirrored(j + 1)];
                w[i][j] = (4 * psi[i][j] - across - along - lid) / (h * h);
            }
        }
    }

    private int mirrored(int i) {
        return i < 0 ? 1 : i > n ? n - 1 : i;
    }

    private double residual(int i, int j) {
        double u = (psi[i][j + 1] - psi[i][j - 1]) / (2 * h);
        double v = (psi[i - 1][j] - psi[i + 1][j]) / (2 * h);
        double wx = (w[i + 1][j] - w[i - 1][j]) / (2 * h);
        double wy = (w[i][j + 1] - w[i][j - 1]) / (2 * h);
        double laplacian = (w[i + 1][j] + w[i - 1][j] + w[i][j + 1] + w[i][j - 1] - 4 * w[i][j]) / (h * h);
        return u * wx + v * wy - viscosity * laplacian;
    }

    /** Derivatives of the residuals with respect to the stream function at the inner points. */
    private BandedMatrix derivatives() {
        int inner = n - 1;
        BandedMatrix matrix = new BandedMatrix(inner * inner, 2 * inner);
        for (int i = 1; i < n; i++) {
            for (int j = 1; j < n; j++) {
                addDerivatives(matrix, i, j);
            }
        }
        return matrix;
    }

    private void addDerivatives(BandedMatrix matrix, int i, int j) {
        double u = (psi[i][j + 1] - psi[i][j - 1]) / (2 * h);
        double v = (psi[i - 1][j] - psi[i + 1][j]) / (2 * h);
        double wx = (w[i + 1][j] - w[i - 1][j]) / (2 * h);
        double wy = (w[i][j + 1] - w[i][j - 1]) / (2 * h);
        double spread = viscosity / (h * h);
        int row = index(i, j);
        addStream(matrix, row, i, j + 1, wx / (2 * h));
        addStream(matrix, row, i, j - 1, -wx / (2 * h));
        addStream(matrix, row, i + 1, j, -wy / (2 * h));
        addStream(matrix, row, i - 1, j, wy / (2 * h));
        addVorticity(matrix, row, i + 1, j, u / (2 * h) - spread);
        addVorticity(matrix, row, i - 1, j, -u / (2 * h) - spread);
        addVorticity(matrix, row, i, j + 1, v / (2 * h) - spread);
        addVorticity(matrix, row, i, j - 1, -v / (2 * h) - spread);
        addVorticity(matrix, row, i, j, 4 * spread);
    }

    private void addVorticity(BandedMatrix matrix, int row, int i, int j, double factor) {
        double f = factor / (h * h);
        addStream(matrix, row, i, j, 4 * f);
        addStream(matrix, row, mirrored(i - 1), j, -f);
        addStream(matrix, row, mirrored(i + 1), j, -f);
        addStream(matrix, row, i, mirrored(j - 1), -f);
        addStream(matrix, row, i, mirrored(j + 1), -f);
    }

    private void addStream(BandedMatrix matrix, int row, int i, int j, double value) {
        if (i > 0 && i < n && j > 0 && j < n) {
            matrix.add(row, index(i, j), value);
        }
    }

    /** The stream function [(n + 1)²], x first. */
    double[] stream() {
        return flat((i, j) -> psi[i][j]);
    }

    /** Velocity along x [(n + 1)²]: 1 on the lid, corners counted as wall. */
    double[] u() {
        return flat((i, j) -> {
            boolean side = i == 0 || i == n;
            if (side || j == 0 || j == n) {
                return !side && j == n ? 1 : 0;
            }
            return (psi[i][j + 1] - psi[i][j - 1]) / (2 * h);
        });
    }

    /** Velocity along y [(n + 1)²]. */
    double[] v() {
        return flat((i, j) -> i == 0 || i == n || j == 0 || j == n ? 0 : (psi[i - 1][j] - psi[i + 1][j]) / (2 * h));
    }

    private interface Entry {
        double at(int i, int j);
    }

    private double[] flat(Entry entry) {
        double[] result = new double[(n + 1) * (n + 1)];
        for (int i = 0; i < result.length; i++) {
            result[i] = entry.at(i / (n + 1), i % (n + 1));
        }
        return result;
    }
}
