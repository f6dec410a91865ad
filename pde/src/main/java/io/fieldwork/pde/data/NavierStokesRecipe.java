package io.fieldwork.pde.data;

import io.fieldwork.pde.data.solver.PeriodicField;
import io.fieldwork.pde.data.solver.StirredFlow;
import io.fieldwork.pde.grid.FourierGrid;

/**
 * The recipe of {@link NavierStokesOptions}, from the random field that Li et al. define, solved by
 * {@link StirredFlow}. Nothing is aliased by the coarser grid of the frames.
 */
record NavierStokesRecipe(
        int grid, int kept, double viscosity, int frames, double start, double interval, double step, long seed)
        implements Recipe {
    private static final double TAU = 7;
    private static final double ALPHA = 2.5;
    /** The factor √2 belongs to the published recipe. */
    private static final PeriodicField START =
            new PeriodicField(ALPHA, TAU, Math.sqrt(2) * Math.pow(TAU, 0.5 * (2 * ALPHA - 2)));

    @Override
    public Format format() {
        int[] output = {frames, kept, kept};
        return new Format("navier-stokes", new Grid(1, 1, Boundary.PERIODIC), new int[] {1, kept, kept}, output);
    }

    @Override
    public Maker maker() {
        StirredFlow flow = new StirredFlow(grid, viscosity, step);
        FourierGrid coarse = FourierGrid.square(0, 1, kept);
        double[] few = new double[2 * coarse.modes()];
        double[] frame = new double[coarse.points()];
        return (sample, input, output) -> {
            double[] vorticity = START.draw(flow.grid(), true, draws(seed, sample));
            if (start > 0) {
                flow.advance(vorticity, start);
            }
            for (int f = 0; f <= frames; f++) {
                if (f > 0) {
                    flow.advance(vorticity, interval);
                }
                truncate(vorticity, coarse, few);
                coarse.inverse(few, 0, frame);
                Recipe.copy(frame, f == 0 ? input : output, Math.max(0, f - 1) * frame.length);
            }
        };
    }

    /** Copies the wavenumbers below the highest of the coarser grid. */
    private void truncate(double[] from, FourierGrid coarse, double[] to) {
        double scale = (double) kept * kept / ((double) grid * grid);
        for (int m = 0; m < coarse.modes(); m++) {
            int kx = coarse.order(m, 0);
            int ky = coarse.order(m, 1);
            boolean resolved = 2 * Math.abs(kx) < kept && 2 * ky < kept;
            int source = Math.floorMod(kx, grid) * (grid / 2 + 1) + ky;
            to[2 * m] = resolved ? scale * from[2 * source] : 0;
            to[2 * m + 1] = resolved ? scale * from[2 * source + 1] : 0;
        }
    }
}
