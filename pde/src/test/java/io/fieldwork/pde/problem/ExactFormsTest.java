package io.fieldwork.pde.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Exact;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.Substitution;
import io.fieldwork.pde.pinn.Substitution.Known;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** u = g + phi N satisfies the conditions whatever N is, and leaves N free inside. */
class ExactFormsTest {
    private static final Draws DRAWS = Draws.of(6, "exact", 0);

    /** Stands for any network: smooth, without zeros in common with the factors. */
    private static DerivativeStructure network(DerivativeStructure... x) {
        DerivativeStructure sum = x[0].multiply(0.7);
        for (int k = 1; k < x.length; k++) {
            sum = sum.add(x[k].multiply(1.3 - 0.4 * k));
        }
        return sum.add(0.3).sin().add(1.9);
    }

    private static Known lifted(Problem problem) {
        Exact exact = problem.exact();
        return Substitution.formulas(
                problem.domain().coordinates(),
                (unknown, x) ->
                        exact.offset(unknown, x).add(exact.factor(unknown, x).multiply(network(x))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allen-cahn",
                "burgers",
                "kdv",
                "ks-regular",
                "ks-chaotic-b",
                "advection",
                "wave",
                "helmholtz",
                "helmholtz-6-6",
                "poisson",
                "heat",
                "navier-stokes"
            })
    void conditionsHold(String name) {
        Problem soft = Problems.named(name);
        Problem exact = Problems.named(name, true);
        assertTrue(exact.conditions().isEmpty());
        assertEquals(
                soft.truths().keySet().stream().toList(),
                exact.truths().keySet().stream().toList());
        Known known = lifted(exact);
        for (Condition condition : soft.conditions()) {
            for (double r : Substitution.condition(soft, condition, known, 64, DRAWS)) {
                assertEquals(0, r, 1e-12, condition.name());
            }
        }
        assertFree(exact);
    }

    private static void assertFree(Problem problem) {
        for (double[] point : problem.domain().points(256, Sampling.SOBOL, DRAWS)) {
            DerivativeStructure[] x = Arrays.stream(point)
                    .mapToObj(c -> new DerivativeStructure(1, 1, c))
                    .toArray(DerivativeStructure[]::new);
            for (String unknown : problem.unknowns()) {
                assertTrue(Math.abs(problem.exact().factor(unknown, x).getValue()) > 1e-9);
            }
        }
    }

    /** Only to rounding of the smooth part, whose own band is not limited. */
    @Test
    void theSurrogateStartsBandLimited() {
        Problem soft = AllenCahn.surrogate();
        Known known = lifted(AllenCahn.exactSurrogate());
        for (double r : Substitution.condition(soft, soft.conditions().getFirst(), known, 512, DRAWS)) {
            assertEquals(0, r, 2e-8);
        }
        double farthest = 0;
        for (double r : Substitution.condition(
                AllenCahn.problem(), AllenCahn.problem().conditions().getFirst(), known, 512, DRAWS)) {
            farthest = Math.max(farthest, Math.abs(r));
        }
        assertTrue(farthest > 1e-5, "the surrogate is another problem");
    }

    /** Of ripples 1e-3 high that fade within 0.02, little is left for the network to explain. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 5e-4, 2e-3})
    void ripplesSolveTheEquation(double time) {
        double[][] points = IntStream.range(0, 4096)
                .mapToObj(i -> new double[] {time, -1 + (i + 0.37) / 2048})
                .toArray(double[][]::new);
        double[] rippled = Substitution.equations(AllenCahn.surrogate(), lifted(AllenCahn.exactSurrogate()), points)[0];
        double[] plain = Substitution.equations(AllenCahn.problem(), lifted(AllenCahn.exact()), points)[0];
        double squares = 0;
        for (int i = 0; i < points.length; i++) {
            squares += Math.pow(rippled[i] - plain[i], 2);
        }
        assertEquals(0, Math.sqrt(squares / points.length), 3e-5);
    }

    @Test
    void lorenzStartsAtOne() {
        Problem lorenz = Lorenz.problem();
        Known known = lifted(lorenz);
        for (String unknown : lorenz.unknowns()) {
            assertEquals(1, known.at(unknown, "", new double[] {0}));
            assertEquals(
                    network(new DerivativeStructure(1, 1, 0, 0)).getValue(), known.at(unknown, "t", new double[] {0}));
        }
        assertFree(lorenz);
    }

    /** Two solutions of the heat equation are compared: the closed form and the sum of many decaying waves. */
    @Test
    void theKinkSpreads() {
        double d = 1e-4;
        SpreadingKink kink = new SpreadingKink(d);
        for (double t : new double[] {0.01, 0.3, 1}) {
            for (double x : new double[] {-1, -0.99, -0.5, 0, 0.97, 0.999, 1}) {
                for (int[] orders : List.of(
                        new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 0}, new int[] {1, 1}, new int[] {0, 2})) {
                    double sum = 0;
                    for (int k = 1; k < 3000; k++) {
                        double w = k * Math.PI;
                        double amplitude = 4 * (k % 2 == 0 ? 1 : -1) / (w * w) * Math.exp(-d * w * w * t);
                        amplitude *= Math.pow(-d * w * w, orders[0]) * Math.pow(w, orders[1]);
                        sum += amplitude * Math.cos(w * x + orders[1] * Math.PI / 2);
                    }
                    assertEquals(sum, kink.derivative(orders, t, x), 1e-10, Arrays.toString(orders) + t + " " + x);
                }
            }
        }
        assertEquals(0.64 - 1.0 / 3, kink.at(0, -0.8), 1e-15);
        assertEquals(-1.6, kink.derivative(new int[] {0, 1}, 0, -0.8), 1e-15);
    }

    /** The kink leaves its trace in what N has to make up for, unless it decays as the equation asks. */
    @Test
    void theKinkOfAllenCahnIsNotLeftToTheNetwork() {
        Problem problem = AllenCahn.exact();
        double own = slope(problem, (u, x) -> problem.exact().offset(u, x));
        double plain = slope(
                problem,
                (u, x) -> x[1].multiply(x[1]).multiply(x[1].multiply(Math.PI).cos()));
        assertTrue(Math.abs(own) < 1.5, "" + own);
        assertTrue(Math.abs(plain) > 15, "" + plain);
        Known offset = Substitution.formulas(
                List.of("t", "x"), (u, x) -> problem.exact().offset(u, x));
        double[][] near = {{1e-4, 1}, {1e-3, 0.999}, {1e-2, -1}, {0.1, 0.99}, {0.5, -0.98}, {1, 1}};
        for (double r : Substitution.equations(problem, offset, near)[0]) {
            assertEquals(0, r, 3);
        }
    }

    /** Slope of the residual beside the end of the period, about which it is even. */
    private static double slope(Problem problem, Substitution.Formulas formulas) {
        Known known = Substitution.formulas(List.of("t", "x"), formulas);
        double[] r = Substitution.equations(problem, known, new double[] {1e-3, 0.996}, new double[] {1e-3, 0.997})[0];
        return (r[1] - r[0]) / 1e-3;
    }
}
