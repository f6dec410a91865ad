package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.FourierSeries;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.Substitution;
import io.fieldwork.pde.pinn.Substitution.Known;
import io.fieldwork.pde.problem.KuramotoSivashinsky.Regime;
import io.fieldwork.pde.reference.AllenCahnReference;
import io.fieldwork.pde.reference.BurgersReference;
import io.fieldwork.pde.reference.GrayScottReference;
import io.fieldwork.pde.reference.KdvReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference;
import io.fieldwork.pde.reference.KuramotoSivashinskyReference.Start;
import io.fieldwork.pde.reference.LorenzReference;
import io.fieldwork.pde.reference.NavierStokesReference;
import io.fieldwork.pde.reference.Reference;
import io.fieldwork.pde.reference.SchroedingerReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Reference solutions put into the equations: derivatives in space from the Fourier series of a cheap reference, in
 * time by differences of order four. And references start where the problems start.
 */
class ReferenceEquationsTest {
    /** An odd stride, so that the points of a plane lie on no line. */
    private static int stride(int block) {
        return block / 80 | 1;
    }

    private static void solves(Problem problem, Reference reference, double time, double h, double tolerance) {
        GridSolution near = reference.solve(time - 2 * h, time - h, time, time + h, time + 2 * h);
        Map<String, FourierSeries> middle = problem.unknowns().stream()
                .collect(Collectors.toMap(Function.identity(), u -> FourierSeries.through(near, u, 2)));
        double[][] points = points(near, 2);
        Map<String, double[]> rates =
                problem.unknowns().stream().collect(Collectors.toMap(Function.identity(), u -> rates(near, u, h)));
        double largest = rates.values().stream()
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .getAsDouble();
        Known known = (unknown, index, p) -> index.equals("t")
                ? rates.get(unknown)[Arrays.asList(points).indexOf(p)]
                : middle.get(unknown).derivative(orders(index), Arrays.copyOfRange(p, 1, p.length));
        for (double[] residual : Substitution.equations(problem, known, points)) {
            for (double r : residual) {
                assertEquals(0, r / largest, tolerance);
            }
        }
    }

    private static int[] orders(String index) {
        int y = (int) index.chars().filter(c -> c == 'y').count();
        return new int[] {index.length() - y, y};
    }

    /** Some of the grid points at one of the times. */
    private static double[][] points(GridSolution solution, int time) {
        int block = solution.size() / solution.axes().getFirst().size();
        double[][] points = new double[block / stride(block)][];
        for (int i = 0; i < points.length; i++) {
            points[i] = solution.point(time * block + i * stride(block));
        }
        return points;
    }

    private static double[] rates(GridSolution near, String unknown, double h) {
        double[] all = near.values(unknown);
        int block = all.length / 5;
        double[] rates = new double[block / stride(block)];
        for (int i = 0; i < rates.length; i++) {
            int j = i * stride(block);
            double inner = all[3 * block + j] - all[block + j];
            double outer = all[4 * block + j] - all[j];
            rates[i] = (8 * inner - outer) / (12 * h);
        }
        return rates;
    }

    private static void startsThere(Problem problem, Reference reference, double tolerance) {
        GridSolution start = reference.solve(0);
        double[][] points = points(start, 0);
        for (Condition condition : problem.conditions()) {
            String unknown = condition.name().substring("initial_".length());
            double[] values = start.values(unknown);
            Known known = (u, index, p) ->
                    values[stride(values.length) * Arrays.asList(points).indexOf(p)];
            double[] residual = Substitution.at(problem, condition, known, points);
            for (double r : residual) {
                assertEquals(0, r, tolerance, condition.name());
            }
        }
    }

    @Test
    void allenCahn() {
        Reference reference = new AllenCahnReference(512, 2e-3);
        solves(AllenCahn.problem(), reference, 0.3, 1e-3, 1e-7);
        startsThere(AllenCahn.problem(), reference, 1e-14);
    }

    @Test
    void burgers() {
        Reference reference = new BurgersReference(0.05, 256, 1e-3);
        solves(Burgers.problem(0.05), reference, 0.3, 1e-3, 1e-7);
        startsThere(
                Burgers.problem(0.05)
                        .conditions(List.of(Burgers.problem().conditions().getFirst())),
                reference,
                1e-14);
    }

    @Test
    void kdv() {
        Reference reference = new KdvReference(0.022, 256, 2e-4);
        solves(Kdv.problem(), reference, 0.25, 1e-4, 1e-6);
        startsThere(Kdv.problem(), reference, 1e-14);
    }

    @Test
    void kuramotoSivashinsky() {
        Reference regular = new KuramotoSivashinskyReference(Start.SINE, 5, 0.5, 0.005, 128, 2e-4);
        solves(KuramotoSivashinsky.problem(Regime.REGULAR), regular, 0.2, 2e-4, 1e-6);
        startsThere(KuramotoSivashinsky.problem(Regime.REGULAR), regular, 1e-14);
        Reference chaotic = chaotic(Start.COSINE);
        solves(KuramotoSivashinsky.problem(Regime.TRANSITION), chaotic, 0.2, 5e-5, 1e-6);
        startsThere(KuramotoSivashinsky.problem(Regime.TRANSITION), chaotic, 1e-14);
        solves(KuramotoSivashinsky.problem(Regime.CHAOTIC), chaotic, 0.55, 5e-5, 1e-5);
    }

    private static KuramotoSivashinskyReference chaotic(Start start) {
        return new KuramotoSivashinskyReference(start, 100.0 / 16, 100.0 / 256, 100.0 / 65536, 512, 1e-4);
    }

    /** On a domain so wide that there is no kink. */
    @Test
    void schroedinger() {
        Reference reference = new SchroedingerReference(20, 512, 5e-4);
        solves(Schroedinger.problem(), reference, 0.3, 1e-4, 1e-5);
        startsThere(Schroedinger.problem(), reference, 1e-14);
    }

    @Test
    void grayScott() {
        Reference reference = new GrayScottReference(128, 5e-4);
        solves(GrayScott.problem(), reference, 0.005, 5e-5, 1e-3);
        startsThere(GrayScott.problem(), reference, 1e-14);
    }

    /** Without the pressure only the continuity equation can be told; the others have their own test. */
    @Test
    void navierStokes() {
        Reference reference = new NavierStokesReference(1, 5, 0.01, 48, 5e-3);
        startsThere(NavierStokes.problem(), reference, 1e-12);
        GridSolution start = reference.solve(0);
        FourierSeries u = FourierSeries.through(start, "u", 0);
        FourierSeries v = FourierSeries.through(start, "v", 0);
        double[][] points = points(start, 0);
        Known known = (unknown, index, p) -> switch (unknown) {
            case "u" -> u.derivative(orders(index), p[1], p[2]);
            case "v" -> v.derivative(orders(index), p[1], p[2]);
            default -> 0;
        };
        double[] divergence = Substitution.equations(
                NavierStokes.problem(),
                (unknown, index, p) -> index.equals("t") ? 0 : known.at(unknown, index, p),
                points)[2];
        for (double r : divergence) {
            assertEquals(0, r, 1e-11);
        }
    }

    @Test
    void lorenz() {
        double h = 1e-3;
        GridSolution near = LorenzReference.converged().solve(2, 2 + h, 2 + 2 * h, 2 + 3 * h, 2 + 4 * h);
        Known known = (unknown, index, p) -> {
            double[] v = near.values(unknown);
            return index.isEmpty() ? v[2] : (8 * (v[3] - v[1]) - (v[4] - v[0])) / (12 * h);
        };
        for (double[] residual : Substitution.equations(Lorenz.problem(), known, new double[] {2 + 2 * h})) {
            assertEquals(0, residual[0], 1e-6);
        }
        assertTrue(Lorenz.problem().conditions().isEmpty());
    }
}
