package io.fieldwork.pde.data.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HelmholtzSolverTest {
    private static double[] sample(int cells, DoubleBinaryOperator function) {
        int size = cells + 1;
        return IntStream.range(0, size * size)
                .mapToDouble(i -> function.applyAsDouble((double) (i % size) / cells, (double) (i / size) / cells))
                .toArray();
    }

    /** The load of a source f [cells + 1, cells + 1] at the vertices, tested with bilinear elements. */
    private static double[] source(int cells, double[] f) {
        int size = cells + 1;
        double[] load = new double[size * size];
        double[] weights = {1.0 / 6, 4.0 / 6, 1.0 / 6};
        for (int i = 0; i < load.length; i++) {
            int x = i % size;
            int y = i / size;
            for (int q = Math.max(0, y - 1); q <= Math.min(cells, y + 1); q++) {
                for (int p = Math.max(0, x - 1); p <= Math.min(cells, x + 1); p++) {
                    double along = weights[p - x + 1] * (p == x && (x == 0 || x == cells) ? 0.5 : 1);
                    double across = weights[q - y + 1] * (q == y && (y == 0 || y == cells) ? 0.5 : 1);
                    load[i] += along * across * f[q * size + p] / (cells * cells);
                }
            }
        }
        return load;
    }

    /** u = cos πx (cos 2πy + y²), so ∂u/∂n = 0 on three sides and 2 cos πx on top, with k² = 105 + 10 xy, which makes it indefinite. */
    @Test
    void convergesAtOrderTwo() {
        double[] errors = new double[3];
        for (int level = 0; level < errors.length; level++) {
            int cells = 20 << level;
            HelmholtzSolver solver = new HelmholtzSolver(cells);
            double[] squared = sample(cells, (x, y) -> 105 + 10 * x * y);
            double[] exact = sample(cells, (x, y) -> Math.cos(Math.PI * x) * (Math.cos(2 * Math.PI * y) + y * y));
            double[] load = source(cells, sample(cells, (x, y) -> {
                double p = Math.PI * Math.PI;
                double wave = Math.cos(2 * Math.PI * y);
                double u = wave + y * y;
                return Math.cos(Math.PI * x) * (p * u + 4 * p * wave - 2 - (105 + 10 * x * y) * u);
            }));
            double h = 1.0 / cells;
            for (int cell = 0; cell < cells; cell++) {
                double[] part = solver.top(cell * h, (cell + 1) * h);
                double flux = 2 * Math.cos(Math.PI * (cell + 0.5) * h);
                Arrays.setAll(load, i -> load[i] + flux * part[i]);
            }
            double[] u = solver.solve(squared, load);
            for (int i = 0; i < u.length; i++) {
                errors[level] = Math.max(errors[level], Math.abs(u[i] - exact[i]));
            }
        }
        assertEquals(2, Math.log(errors[0] / errors[1]) / Math.log(2), 0.2);
        assertEquals(2, Math.log(errors[1] / errors[2]) / Math.log(2), 0.1);
    }

    /** Loads of 1 add up to the area and to the length of the source. */
    @Test
    void loadsAddUp() {
        HelmholtzSolver solver = new HelmholtzSolver(30);
        assertEquals(1, Arrays.stream(source(30, sample(30, (x, y) -> 1))).sum(), 1e-12);
        assertEquals(0.3, Arrays.stream(solver.top(0.35, 0.65)).sum(), 1e-12);
        assertEquals(0.01, Arrays.stream(solver.top(0.501, 0.511)).sum(), 1e-12);
    }
}
