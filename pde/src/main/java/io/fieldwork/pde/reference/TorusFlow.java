package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;

/**
 * Incompressible flow on a doubly periodic grid in vorticity form, w = v_x - u_y: the velocity is u = ψ_y, v = -ψ_x
 * with -Δψ = w and no mean. As a nonlinear term it is the conservative transport -(uw)_x - (vw)_y, free of aliasing by
 * the two-thirds rule.
 */
public final class TorusFlow implements Etdrk4.Nonlinearity {
    private final FourierGrid grid;
    private final double[] kx;
    private final double[] ky;
    private final double[] squared;
    private final double[] kept;
    private final double[] work;
    private final double[] u;
    private final double[] v;
    private final double[] w;

    /** A flow on a grid, x first, then y, with its work space. */
    public TorusFlow(FourierGrid grid) {
        this.grid = grid;
        kx = grid.oddWavenumbers(0);
        ky = grid.oddWavenumbers(1);
        squared = grid.squaredWavenumbers();
        kept = grid.twoThirds();
        work = new double[2 * grid.modes()];
        u = new double[grid.points()];
        v = new double[grid.points()];
        w = new double[grid.points()];
    }

    /** {@return u, v and w, each [points], of the spectrum [2 modes] of a vorticity; overwritten by the next call} */
    public double[][] velocity(double[] vorticity) {
        transport(vorticity, ky, 1, u);
        transport(vorticity, kx, -1, v);
        grid.inverse(vorticity, 0, w);
        return new double[][] {u, v, w};
    }

    /** sign i k / |k|² times the vorticity, on the grid. */
    private void transport(double[] vorticity, double[] k, int sign, double[] result) {
        work[0] = 0;
        work[1] = 0;
        for (int m = 1; m < k.length; m++) {
            double factor = sign * k[m] / squared[m];
            work[2 * m] = -factor * vorticity[2 * m + 1];
            work[2 * m + 1] = factor * vorticity[2 * m];
        }
        grid.inverse(work, 0, result);
    }

    @Override
    public void evaluate(double[] vorticity, double[] result) {
        velocity(vorticity);
        for (int i = 0; i < w.length; i++) {
            u[i] *= w[i];
            v[i] *= w[i];
        }
        grid.forward(u, work, 0);
        grid.forward(v, result, 0);
        for (int m = 0; m < kept.length; m++) {
            double re = kx[m] * work[2 * m] + ky[m] * result[2 * m];
            double im = kx[m] * work[2 * m + 1] + ky[m] * result[2 * m + 1];
            result[2 * m] = kept[m] * im;
            result[2 * m + 1] = -kept[m] * re;
        }
    }
}
