package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.data.solver.PeriodicField;
import io.fieldwork.pde.data.solver.StirredFlow;
import io.fieldwork.pde.grid.FourierGrid;

/**
 * The recipe of stirred flow on the unit torus in vorticity form, w_t + u·∇w = viscosity Δw + 0.1 (sin 2π(x+y) + cos
 * 2π(x+y)), from a random field, as Li et al. ("Fourier neural operator for parametric partial differential equations",
 * ICLR 2021) define it, solved by {@link StirredFlow}. Frames are given on a coarser grid by leaving out the
 * wavenumbers that it does not resolve, so nothing is aliased. From the first frame to the later ones.
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
    public String name() {
        return "navier-stokes";
    }

    @Override
    public Grid domain() {
        return new Grid(1, 1, Boundary.PERIODIC);
    }

    @Override
    public int[] inputShape() {
        return new int[] {1, kept, kept};
    }

    @Override
    public int[] outputShape() {
        return new int[] {frames, kept, kept};
    }

    @Override
    public Maker maker() {
        StirredFlow flow = new StirredFlow(grid, viscosity, step);
        FourierGrid coarse = StirredFlow.torus(kept);
        double[] few = new double[2 * coarse.modes()];
        double[] frame = new double[coarse.points()];
        return (sample, input, output) -> {
            double[] vorticity = START.draw(flow.grid(), true, Draws.of(seed, name(), sample));
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
