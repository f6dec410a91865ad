package io.fieldwork.pde.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.grid.FourierGrid;
import io.fieldwork.pde.grid.GridAxis;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.grid.RelativeError;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Equations in the plane against exact solutions, conservation laws, and themselves on finer grids and steps. */
class PlaneReferencesTest {
    /** w = 2 cos x cos y is an eigenfunction of the Laplacian and decays as exp(-2 viscosity t). */
    @Test
    void taylorGreenVorticesDecayExactly() {
        FourierGrid grid = FourierGrid.square(0, 2 * Math.PI, 32);
        double[] w = new double[grid.points()];
        GridAxis x = grid.axes().getFirst();
        Arrays.setAll(w, i -> 2 * Math.cos(x.at(i / 32)) * Math.cos(x.at(i % 32)));
        GridSolution flow = new NavierStokesReference(0, 1, 0.1, 32, 0.01).solve(grid, grid.forward(w), 0, 0.5, 1);
        double[][] exact = new double[3][flow.size()];
        for (int i = 0; i < flow.size(); i++) {
            double[] p = flow.point(i);
            double decay = Math.exp(-0.2 * p[0]);
            exact[0][i] = -Math.cos(p[1]) * Math.sin(p[2]) * decay;
            exact[1][i] = Math.sin(p[1]) * Math.cos(p[2]) * decay;
            exact[2][i] = 2 * Math.cos(p[1]) * Math.cos(p[2]) * decay;
        }
        assertEquals(0, RelativeError.of(flow.values("u"), exact[0]).value(), 1e-13);
        assertEquals(0, RelativeError.of(flow.values("v"), exact[1]).value(), 1e-13);
        assertEquals(0, RelativeError.of(flow.values("w"), exact[2]).value(), 1e-13);
    }

    @Test
    void flowWithoutViscosityConservesEnergyAndEnstrophy() {
        GridSolution flow = new NavierStokesReference(7, 5, 0, 64, 1e-3).solve(0, 0.1);
        double[] before = sums(flow, 0);
        double[] after = sums(flow, 1);
        assertEquals(1, after[0] / before[0], 1e-8);
        assertEquals(1, after[1] / before[1], 1e-8);
        assertNotEquals(flow.value("w", 0, 5, 5), flow.value("w", 1, 5, 5), 0.1);
    }

    private static double[] sums(GridSolution flow, int time) {
        double energy = 0;
        double enstrophy = 0;
        for (int i = 0; i < 64 * 64; i++) {
            energy += Math.pow(flow.value("u", time, i / 64, i % 64), 2)
                    + Math.pow(flow.value("v", time, i / 64, i % 64), 2);
            enstrophy += Math.pow(flow.value("w", time, i / 64, i % 64), 2);
        }
        return new double[] {energy, enstrophy};
    }

    @Test
    void theRandomFlowIsTheSameOnEveryGrid() {
        GridSolution coarse = new NavierStokesReference(3, 5, 0.01, 32, 0.01).solve(0);
        GridSolution fine = new NavierStokesReference(3, 5, 0.01, 256, 0.01).solve(0);
        GridSolution other = new NavierStokesReference(4, 5, 0.01, 32, 0.01).solve(0);
        GridSolution same = fine.resample("x", 32).resample("y", 32);
        for (String unknown : List.of("u", "v", "w")) {
            assertEquals(0, coarse.relativeError(unknown, same), 1e-13);
            assertNotEquals(0, coarse.relativeError(unknown, other), 0.5);
        }
        double[] u = fine.values("u");
        double[] v = fine.values("v");
        double fastest = 0;
        for (int i = 0; i < u.length; i++) {
            fastest = Math.max(fastest, Math.hypot(u[i], v[i]));
        }
        assertEquals(5, fastest, 1e-12);
    }

    @Test
    void turbulenceConvergesInSpaceAndTime() {
        double[] times = {0.1, 0.2};
        GridSolution fine = new NavierStokesReference(1, 2, 0.05, 96, 2.5e-3).solve(times);
        GridSolution step = new NavierStokesReference(1, 2, 0.05, 96, 5e-3).solve(times);
        GridSolution grid = new NavierStokesReference(1, 2, 0.05, 64, 2.5e-3).solve(times);
        assertEquals(0, fine.relativeError("w", step), 1e-7);
        GridSolution onFew = fine.resample("x", 32).resample("y", 32);
        assertEquals(0, onFew.relativeError("u", grid.resample("x", 32).resample("y", 32)), 1e-5);
    }

    @Test
    void grayScottConvergesInSpaceAndTime() {
        double[] times = {0.02, 0.04};
        GridSolution fine = new GrayScottReference(96, 5e-4).solve(times);
        GridSolution step = new GrayScottReference(96, 1e-3).solve(times);
        assertEquals(0, fine.relativeError("v", step), 5e-5);
        double coarse = distance(fine, new GrayScottReference(48, 5e-4).solve(times));
        double middle = distance(fine, new GrayScottReference(64, 5e-4).solve(times));
        assertEquals(0, middle, 5e-3);
        assertTrue(middle < 0.3 * coarse, middle + " against " + coarse);
    }

    private static double distance(GridSolution truth, GridSolution other) {
        GridSolution few = truth.resample("x", 16).resample("y", 16);
        return few.relativeError("v", other.resample("x", 16).resample("y", 16));
    }

    @Test
    void grayScottStartsFromAHoleAndABump() {
        GridSolution start = new GrayScottReference(64, 1e-3).solve(0);
        assertEquals(1, start.value("u", 0, 0, 0), 1e-7);
        assertEquals(0, start.value("v", 0, 0, 0), 1e-7);
        assertEquals(1, start.value("v", 0, 32, 32) * Math.exp(10 * (0.05 * 0.05 + 0.02 * 0.02)), 1e-12);
    }

    /** By differences of order four; the residual is small beside the rate of change. */
    @Test
    void grayScottObeysItsEquation() {
        GridSolution s = new GrayScottReference(128, 2.5e-4).solve(0.02, 0.0205, 0.021, 0.0215, 0.022);
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < 128; i += 3) {
            for (int j = 0; j < 128; j += 3) {
                double u = s.value("u", 2, i, j);
                double v = s.value("v", 2, i, j);
                double ut = rate(s, "u", i, j);
                double vt = rate(s, "v", i, j);
                double ru = ut - 0.2 * laplacian(s, "u", i, j) - 40 * (1 - u) + 1000 * u * v * v;
                double rv = vt - 0.1 * laplacian(s, "v", i, j) + 100 * v - 1000 * u * v * v;
                worst = Math.max(worst, Math.max(Math.abs(ru), Math.abs(rv)));
                largest = Math.max(largest, Math.max(Math.abs(ut), Math.abs(vt)));
            }
        }
        assertEquals(0, worst / largest, 0.02);
    }

    @Test
    void turbulenceObeysItsEquations() {
        GridSolution s = new NavierStokesReference(5, 5, 0.05, 128, 1e-3).solve(0.01, 0.011, 0.012, 0.013, 0.014);
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < 128; i += 3) {
            for (int j = 0; j < 128; j += 3) {
                double wt = rate(s, "w", i, j);
                double transport = s.value("u", 2, i, j) * slope(s, "w", i, j, 1, 0)
                        + s.value("v", 2, i, j) * slope(s, "w", i, j, 0, 1);
                double curl = slope(s, "v", i, j, 1, 0) - slope(s, "u", i, j, 0, 1);
                double divergence = slope(s, "u", i, j, 1, 0) + slope(s, "v", i, j, 0, 1);
                worst = Math.max(worst, Math.abs(wt + transport - 0.05 * laplacian(s, "w", i, j)));
                largest = Math.max(largest, Math.abs(wt));
                assertEquals(s.value("w", 2, i, j), curl, 0.1);
                assertEquals(0, divergence, 0.1);
            }
        }
        assertEquals(0, worst / largest, 0.02);
    }

    private static double rate(GridSolution s, String unknown, int i, int j) {
        double step = s.axis("t").at(3) - s.axis("t").at(2);
        double near = s.value(unknown, 3, i, j) - s.value(unknown, 1, i, j);
        double far = s.value(unknown, 4, i, j) - s.value(unknown, 0, i, j);
        return (8 * near - far) / (12 * step);
    }

    private static double slope(GridSolution s, String unknown, int i, int j, int x, int y) {
        double near = at(s, unknown, i + x, j + y) - at(s, unknown, i - x, j - y);
        double far = at(s, unknown, i + 2 * x, j + 2 * y) - at(s, unknown, i - 2 * x, j - 2 * y);
        return (8 * near - far) / (12 * spacing(s));
    }

    private static double laplacian(GridSolution s, String unknown, int i, int j) {
        double near = at(s, unknown, i + 1, j)
                + at(s, unknown, i - 1, j)
                + at(s, unknown, i, j + 1)
                + at(s, unknown, i, j - 1);
        double far = at(s, unknown, i + 2, j)
                + at(s, unknown, i - 2, j)
                + at(s, unknown, i, j + 2)
                + at(s, unknown, i, j - 2);
        return (16 * near - far - 60 * at(s, unknown, i, j)) / (12 * spacing(s) * spacing(s));
    }

    private static double spacing(GridSolution s) {
        return s.axis("x").at(1) - s.axis("x").at(0);
    }

    private static double at(GridSolution s, String unknown, int i, int j) {
        return s.value(unknown, 2, Math.floorMod(i, 128), Math.floorMod(j, 128));
    }
}
