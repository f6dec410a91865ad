package io.fieldwork.pde.reference;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.grid.FourierGrid;

/**
 * A random divergence-free velocity field on the torus [0, 2π]²: normal Fourier coefficients whose energy is
 * spread around one wavenumber, scaled to a highest speed. The field depends on the seed alone, not on the grid.
 *
 * @param seed of the draws
 * @param speed highest speed
 */
record RandomFlow(long seed, double speed) {
    /** Wavenumber around which the energy lies. */
    private static final double PEAK = 4;
    /** Modes up to this wavenumber are drawn; beyond it the envelope is below 1e-9. */
    private static final int HIGHEST = 10;
    /** Grid on which the highest speed is found. */
    private static final int MEASURE = 256;

    /** The spectrum of the vorticity w = v_x - u_y on a grid with at least 32 points along each axis. */
    double[] vorticity(FourierGrid grid) {
        FourierGrid fine = FourierGrid.square(0, 2 * Math.PI, MEASURE);
        double fastest = 0;
        double[][] flow = new TorusFlow(fine).velocity(raw(fine));
        for (int i = 0; i < fine.points(); i++) {
            fastest = Math.max(fastest, Math.hypot(flow[0][i], flow[1][i]));
        }
        double[] spectrum = raw(grid);
        for (int i = 0; i < spectrum.length; i++) {
            spectrum[i] *= speed / fastest;
        }
        return spectrum;
    }

    private double[] raw(FourierGrid grid) {
        Draws draws = Draws.of(seed, "random-flow", 0);
        double[] spectrum = new double[2 * grid.modes()];
        for (int m = 0; m < grid.modes(); m++) {
            int kx = grid.order(m, 0);
            int ky = grid.order(m, 1);
            double k = Math.hypot(kx, ky);
            if (k == 0 || k > HIGHEST) {
                continue;
            }
            // modes k and -k of a real field are conjugate: both use the draws of the one in the upper half plane
            int sign = ky > 0 || kx > 0 ? 1 : -1;
            long index = (long) (sign * kx + HIGHEST) * (HIGHEST + 1) + ky;
            double envelope = grid.points() * Math.sqrt(k) * Math.exp(-0.5 * (k - PEAK) * (k - PEAK));
            spectrum[2 * m] = envelope * draws.normal(2 * index);
            spectrum[2 * m + 1] = sign * envelope * draws.normal(2 * index + 1);
        }
        return spectrum;
    }
}
