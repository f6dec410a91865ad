package io.fieldwork.pde.data;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.spectral.Axis;
import io.fieldwork.pde.spectral.Etdrk4;
import io.fieldwork.pde.spectral.FourierGrid;
import io.fieldwork.pde.spectral.TorusFlow;

/**
 * Stirred flow on the unit torus by its vorticity, w_t + u·∇w = viscosity Δw + 0.1 (sin 2π(x+y) + cos 2π(x+y)), from a random field, as Li et al.
 * ("Fourier neural operator for parametric partial differential equations", ICLR 2021) define it. Pseudo-spectral by the two-thirds rule and
 * {@link Etdrk4}. Frames are given on a coarser grid by leaving out the wavenumbers that it does not resolve, so nothing is aliased.
 * From the first frame to the later ones.
 */
record NavierStokesRecipe(int grid, int kept, double viscosity, int frames, double interval, double step, long seed)
        implements Recipe {
    private static final double TAU = 7;
    private static final double ALPHA = 2.5;
    /** The factor √2 belongs to the published recipe. */
    private static final PeriodicField START =
            new PeriodicField(ALPHA, TAU, Math.sqrt(2) * Math.pow(TAU, 0.5 * (2 * ALPHA - 2)));

    private static final double FORCE = 0.1;

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

    static FourierGrid torus(int points) {
        return new FourierGrid(Axis.periodic("x", 0, 1, points), Axis.periodic("y", 0, 1, points));
    }

    @Override
    public Maker maker() {
        FourierGrid fine = torus(grid);
        FourierGrid coarse = torus(kept);
        Etdrk4 flow = flow(fine);
        double[] few = new double[2 * coarse.modes()];
        double[] frame = new double[coarse.points()];
        return (sample, input, output) -> {
            double[] vorticity = START.draw(fine, true, Draws.of(seed, name(), sample));
            for (int f = 0; f <= frames; f++) {
                if (f > 0) {
                    flow.advance(vorticity, interval, step);
                }
                truncate(fine, vorticity, coarse, few);
                coarse.inverse(few, 0, frame);
                Recipe.copy(frame, f == 0 ? input : output, Math.max(0, f - 1) * frame.length);
            }
        };
    }

    Etdrk4 flow(FourierGrid fine) {
        double[] rates = fine.squaredWavenumbers();
        for (int m = 0; m < rates.length; m++) {
            rates[m] *= -viscosity;
        }
        double[] force = force(fine);
        TorusFlow transport = new TorusFlow(fine);
        return new Etdrk4(Etdrk4.real(rates), (state, result) -> {
            transport.evaluate(state, result);
            for (int i = 0; i < force.length; i++) {
                result[i] += force[i];
            }
        });
    }

    private static double[] force(FourierGrid fine) {
        int n = (int) Math.sqrt(fine.points());
        double[] values = new double[fine.points()];
        for (int i = 0; i < values.length; i++) {
            double phase = 2 * Math.PI * (i / n + i % n) / n;
            values[i] = FORCE * (Math.sin(phase) + Math.cos(phase));
        }
        double[] spectrum = new double[2 * fine.modes()];
        fine.forward(values, spectrum, 0);
        return spectrum;
    }

    /** Takes over the wavenumbers below the highest of the coarser grid. */
    private static void truncate(FourierGrid fine, double[] from, FourierGrid coarse, double[] to) {
        int n = (int) Math.sqrt(fine.points());
        int few = (int) Math.sqrt(coarse.points());
        double scale = (double) coarse.points() / fine.points();
        for (int m = 0; m < coarse.modes(); m++) {
            int kx = coarse.order(m, 0);
            int ky = coarse.order(m, 1);
            boolean resolved = 2 * Math.abs(kx) < few && 2 * ky < few;
            int source = Math.floorMod(kx, n) * (n / 2 + 1) + ky;
            to[2 * m] = resolved ? scale * from[2 * source] : 0;
            to[2 * m + 1] = resolved ? scale * from[2 * source + 1] : 0;
        }
    }
}
