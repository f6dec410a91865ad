package io.fieldwork.pde.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.data.solver.StirredFlow;
import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FlowsTest {
    private static float[][] make(Recipe recipe, int sample) {
        int[] in = recipe.format().input();
        int[] out = recipe.format().output();
        float[][] fields = {new float[in[0] * in[1] * in[2]], new float[out[0] * out[1] * out[2]]};
        recipe.maker().make(sample, fields[0], fields[1]);
        return fields;
    }

    private static double difference(float[] values, float[] reference) {
        double sum = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.pow(values[i] - reference[i], 2);
            square += Math.pow(reference[i], 2);
        }
        return Math.sqrt(sum / square);
    }

    private static NavierStokesRecipe stirred(int grid, int frames, double viscosity, double step) {
        return new NavierStokesRecipe(grid, 32, viscosity, frames, 0, 1, step, 6);
    }

    /** From rest the force drives a shear that does not carry itself: w = 0.1 (1 - exp(-8π²νt)) / (8π²ν) (sin + cos). */
    @Test
    void aShearGrowsAsTheFormulaSays() {
        double viscosity = 1e-2;
        StirredFlow flow = new StirredFlow(16, viscosity, 0.1);
        FourierGrid grid = flow.grid();
        double[] spectrum = new double[2 * grid.modes()];
        flow.advance(spectrum, 3);
        double[] w = new double[grid.points()];
        grid.inverse(spectrum, 0, w);
        double rate = 8 * Math.PI * Math.PI * viscosity;
        for (int i = 0; i < w.length; i++) {
            double phase = 2 * Math.PI * (i / 16 + i % 16) / 16;
            double expected = 0.1 * -Math.expm1(-3 * rate) / rate * (Math.sin(phase) + Math.cos(phase));
            assertEquals(expected, w[i], 1e-12);
        }
    }

    /** At viscosity 1e-5 the longest step allowed by default is within 1e-5 of one a quarter as long, up to t = 10. */
    @Test
    void aFinerTimeStepGivesTheSameFlow() {
        float[][] coarse = make(stirred(64, 10, 1e-5, 0.02), 0);
        float[][] fine = make(stirred(64, 10, 1e-5, 0.005), 0);
        assertEquals(0, difference(coarse[0], fine[0]));
        assertTrue(difference(coarse[1], fine[1]) < 1e-5, "" + difference(coarse[1], fine[1]));
    }

    /** A step that is far too long for the speed is halved until it will do. */
    @Test
    void aStepThatIsTooLongIsHalved() {
        float[][] coarse = make(stirred(48, 8, 1e-5, 1), 2);
        float[][] fine = make(stirred(48, 8, 1e-5, 0.02), 2);
        assertTrue(difference(coarse[1], fine[1]) < 0.02, "" + difference(coarse[1], fine[1]));
    }

    /** At a viscosity that both grids resolve, a finer grid gives the same frames. */
    @Test
    void aFinerGridGivesTheSameFlow() {
        float[][] coarse = make(stirred(64, 2, 1e-3, 0.05), 1);
        float[][] fine = make(stirred(128, 2, 1e-3, 0.05), 1);
        assertTrue(difference(coarse[0], fine[0]) < 1e-6, "" + difference(coarse[0], fine[0]));
        assertTrue(difference(coarse[1], fine[1]) < 1e-5, "" + difference(coarse[1], fine[1]));
    }

    /** Cole and Hopf: u = -2ν (log φ)_x, φ follows the heat equation from exp(-∫u/2ν). */
    @Test
    void burgersIsTheTransformOfHeat() {
        int n = 256;
        double viscosity = 0.02;
        float[][] fields = make(new BurgersRecipe(n, viscosity, 1, 1e-3, 2.5, 7, 49, 3), 2);
        FourierGrid grid = new FourierGrid(GridAxis.periodic("x", 0, 1, n));
        double[] u = new double[n];
        Arrays.setAll(u, i -> fields[0][i]);
        double[] spectrum = new double[2 * grid.modes()];
        double[] work = new double[2 * grid.modes()];
        grid.forward(u, spectrum, 0);
        for (int k = 1; k < n / 2; k++) {
            work[2 * k] = spectrum[2 * k + 1] / (2 * Math.PI * k);
            work[2 * k + 1] = -spectrum[2 * k] / (2 * Math.PI * k);
        }
        double[] phi = new double[n];
        grid.inverse(work, 0, phi);
        Arrays.setAll(phi, i -> Math.exp(-phi[i] / (2 * viscosity)));
        grid.forward(phi, spectrum, 0);
        Arrays.fill(work, 0);
        for (int k = 0; k < n / 2; k++) {
            double decay = Math.exp(-viscosity * 4 * Math.PI * Math.PI * k * k);
            spectrum[2 * k] *= decay;
            spectrum[2 * k + 1] *= decay;
            work[2 * k] = -2 * Math.PI * k * spectrum[2 * k + 1];
            work[2 * k + 1] = 2 * Math.PI * k * spectrum[2 * k];
        }
        double[] slope = new double[n];
        grid.inverse(spectrum, 0, phi);
        grid.inverse(work, 0, slope);
        for (int i = 0; i < n; i++) {
            assertEquals(-2 * viscosity * slope[i] / phi[i], fields[1][i], 2e-6);
        }
    }

    /** The default settings against four times the points and half the step. */
    @Test
    void burgersIsConverged() {
        float[] coarse = make(new BurgersRecipe(1024, 1e-3, 1, 2e-3, 2.5, 7, 49, 0), 0)[1];
        float[] fine = make(new BurgersRecipe(4096, 1e-3, 1, 1e-3, 2.5, 7, 49, 0), 0)[1];
        float[] there = new float[coarse.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = fine[4 * i];
        }
        assertTrue(difference(coarse, there) < 1e-5, "" + difference(coarse, there));
    }
}
