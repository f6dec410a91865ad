package io.fieldwork.pde.data.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.reference.BandedMatrix;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DarcySolverTest {
    private static double[] sample(int size, DoubleBinaryOperator function) {
        return IntStream.range(0, size * size)
                .mapToDouble(
                        i -> function.applyAsDouble((double) (i % size) / (size - 1), (double) (i / size) / (size - 1)))
                .toArray();
    }

    private static double[] phases(int size, int number) {
        double[] a = new double[size * size];
        double[] deviations = new CosineField(2, 5).deviations(size);
        new CosineSeries(size).evaluate(CosineField.draw(deviations, size, Draws.of(4, "a", number)), a);
        return Arrays.stream(a).map(g -> g >= 0 ? 12 : 2).toArray();
    }

    private static double[] inner(int size) {
        return sample(size, (x, y) -> x * y * (1 - x) * (1 - y) == 0 ? 0 : 1);
    }

    /** u = sin πx sin 2πy with a = 1 + x²/2 + sin(3y)/4: a halved distance quarters the error. */
    @Test
    void convergesAtOrderTwo() {
        double[] errors = new double[3];
        for (int level = 0; level < errors.length; level++) {
            int size = (16 << level) + 1;
            double[] a = sample(size, (x, y) -> 1 + x * x / 2 + Math.sin(3 * y) / 4);
            double[] exact = sample(size, (x, y) -> Math.sin(Math.PI * x) * Math.sin(2 * Math.PI * y));
            double[] f = sample(size, (x, y) -> {
                double ux = Math.PI * Math.cos(Math.PI * x) * Math.sin(2 * Math.PI * y);
                double uy = 2 * Math.PI * Math.sin(Math.PI * x) * Math.cos(2 * Math.PI * y);
                double u = Math.sin(Math.PI * x) * Math.sin(2 * Math.PI * y);
                double laplacian = -5 * Math.PI * Math.PI * u;
                return -(x * ux + 0.75 * Math.cos(3 * y) * uy + (1 + x * x / 2 + Math.sin(3 * y) / 4) * laplacian);
            });
            double[] u = new double[size * size];
            new DarcySolver(size).solve(a, f, u);
            for (int i = 0; i < u.length; i++) {
                errors[level] = Math.max(errors[level], Math.abs(u[i] - exact[i]));
            }
        }
        assertEquals(2, Math.log(errors[0] / errors[1]) / Math.log(2), 0.1);
        assertEquals(2, Math.log(errors[1] / errors[2]) / Math.log(2), 0.05);
    }

    /** The same five-point equations, written out once more and eliminated. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8, 22, 33})
    void isTheDirectSolution(int size) {
        double[] a = phases(size, 0);
        double[] f = sample(size, (x, y) -> 1 + x - y * y);
        double[] u = new double[size * size];
        new DarcySolver(size).solve(a, f, u);
        BandedMatrix matrix = new BandedMatrix(size * size, size);
        double[] direct = new double[size * size];
        double h = 1.0 / (size - 1);
        for (int i = 0; i < direct.length; i++) {
            if (inner(size)[i] == 0) {
                matrix.add(i, i, 1);
                continue;
            }
            direct[i] = f[i];
            for (int there : new int[] {i - 1, i + 1, i - size, i + size}) {
                double face = (a[i] + a[there]) / 2 / (h * h);
                matrix.add(i, i, face);
                matrix.add(i, there, -face);
            }
        }
        matrix.eliminate().solve(direct);
        assertArrayEquals(direct, u, 1e-9 * Arrays.stream(direct).max().orElseThrow());
    }

    /** What the solution stores, Σ a_face (difference)², is what the right-hand side gives it, h² Σ f u. */
    @Test
    void energyBalances() {
        int size = 50;
        double[] a = phases(size, 3);
        double[] f = sample(size, (x, y) -> Math.exp(x) - y);
        double[] u = new double[size * size];
        new DarcySolver(size).solve(a, f, u);
        double stored = 0;
        for (int i = 0; i < u.length; i++) {
            int right = i % size == size - 1 ? i : i + 1;
            int down = Math.min(i + size, i % size + size * (size - 1));
            stored += (a[i] + a[right]) / 2 * Math.pow(u[i] - u[right], 2)
                    + (a[i] + a[down]) / 2 * Math.pow(u[i] - u[down], 2);
        }
        assertEquals(stored, dot(f, u) / Math.pow(size - 1, 2), 1e-9 * stored);
    }

    /** With f = 1 the solution is positive inside and not above that of the least a, whose largest value is 0.0737 / a. */
    @ParameterizedTest
    @ValueSource(ints = {64, 127, 211})
    void keepsTheMaximumPrincipleInFewSteps(int size) {
        double[] one = new double[size * size];
        Arrays.fill(one, 1);
        double[] u = new double[size * size];
        int steps = new DarcySolver(size).solve(phases(size, 1), one, u);
        double[] inside = inner(size);
        for (int i = 0; i < u.length; i++) {
            assertTrue(inside[i] == 0 ? u[i] == 0 : u[i] > 0 && u[i] < 0.0737 / 2);
        }
        assertTrue(steps <= 24, steps + " steps");
    }

    /** Conjugate gradients need a symmetric, positive preconditioner. */
    @ParameterizedTest
    @ValueSource(ints = {9, 14, 31})
    void theCycleIsSymmetricAndPositive(int size) {
        Multigrid multigrid = new Multigrid(size);
        multigrid.coefficient(phases(size, 2));
        double[][] x = new double[2][];
        double[][] mx = new double[2][size * size];
        double[] inside = inner(size);
        for (int i = 0; i < 2; i++) {
            Draws draws = Draws.of(i, "x", 0);
            x[i] = IntStream.range(0, size * size)
                    .mapToDouble(j -> inside[j] * draws.normal(j))
                    .toArray();
            multigrid.cycle(x[i], mx[i]);
            assertTrue(dot(x[i], mx[i]) > 0);
        }
        assertEquals(dot(x[0], mx[1]), dot(x[1], mx[0]), 1e-12 * Math.sqrt(dot(mx[0], mx[0]) * dot(x[1], x[1])));
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }
}
