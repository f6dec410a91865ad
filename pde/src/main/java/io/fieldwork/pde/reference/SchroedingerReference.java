package io.fieldwork.pde.reference;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import java.util.Arrays;
import java.util.List;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The focusing nonlinear Schrödinger equation i h_t + h_xx / 2 + |h|² h = 0, periodic, from h = 2 sech x; h = u + iv.
 * On the whole line this is a bound state of two solitons whose modulus repeats every π/2 (Satsuma and Yajima, Prog.
 * Theor. Phys. Suppl. 55, 1974). On [-5, 5] the tails meet in a kink, which dispersion does not smooth: coarse grids
 * solve for a slightly different, band-limited start. The integral of |h|² is conserved.
 *
 * @param halfWidth the domain is [-halfWidth, halfWidth]; 5 in the classical benchmark
 * @param points on the x axis, even
 * @param step longest time step
 */
public record SchroedingerReference(double halfWidth, int points, double step) implements Reference {
    /** {@return the benchmark on the domain [-5, 5] with 2048 points, converged to about 2e-6} */
    public static SchroedingerReference converged() {
        return new SchroedingerReference(5, 2048, 1e-4);
    }

    /** {@return the surrogate on the grid of the literature, with 256 points on [-5, 5]} */
    public static SchroedingerReference bandLimited() {
        return new SchroedingerReference(5, 256, 1e-4);
    }

    @Override
    public String name() {
        return "schroedinger";
    }

    @Override
    public GridSolution solve(double... times) {
        GridAxis axis = GridAxis.periodic("x", -halfWidth, 2 * halfWidth, points);
        DoubleFFT_1D fft = FourierGrid.transform(points);
        double[] rates = new double[points];
        for (int m = 0; m < points; m++) {
            double k = Math.PI / halfWidth * (m <= points / 2 ? m : m - points);
            rates[m] = -0.5 * k * k;
        }
        Etdrk4 flow = new Etdrk4(Etdrk4.pairs(rates, 1), (state, result) -> {
            System.arraycopy(state, 0, result, 0, state.length);
            fft.complexInverse(result, true);
            for (int i = 0; i < result.length; i += 2) {
                double u = result[i];
                double v = result[i + 1];
                double intensity = u * u + v * v;
                result[i] = -intensity * v;
                result[i + 1] = intensity * u;
            }
            fft.complexForward(result);
        });
        double[] start = Etdrk4.pairs(Evolution.sample(List.of(axis), x -> 2 / Math.cosh(x[0])), 0);
        fft.complexForward(start);
        return Evolution.solve(
                name(),
                times,
                List.of(axis),
                List.of("u", "v"),
                start,
                Evolution.steps(flow, step),
                state -> parts(state, fft));
    }

    private static double[][] parts(double[] state, DoubleFFT_1D fft) {
        double[] h = state.clone();
        fft.complexInverse(h, true);
        double[] u = new double[h.length / 2];
        double[] v = new double[h.length / 2];
        Arrays.setAll(u, i -> h[2 * i]);
        Arrays.setAll(v, i -> h[2 * i + 1]);
        return new double[][] {u, v};
    }
}
