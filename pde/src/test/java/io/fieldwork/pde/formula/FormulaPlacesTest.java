package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Sampling;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.pinn.Substitution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families, regions, integrals, functions and points in formulas, held against values by hand. */
class FormulaPlacesTest {
    private static final Draws DRAWS = Draws.of(4, "formulas", 0);

    private static double[] condition(Problem problem, int index, Substitution.Known known, int n) {
        return Substitution.condition(problem, problem.conditions().get(index), known, n, DRAWS);
    }

    private static void vanishes(Problem problem, Substitution.Known known, double tolerance) {
        for (Condition condition : problem.conditions()) {
            double[] left = Substitution.condition(problem, condition, known, 30, DRAWS);
            assertArrayEquals(new double[left.length], left, tolerance, condition.name());
        }
    }

    private static String message(Texts wrong) {
        return assertThrows(UserError.class, wrong::build).getMessage();
    }

    @Test
    void aParameterIsACoordinateThatConditionsAndSolutionRead() {
        Problem family = Texts.of("t: 0, 1; x: 0, 1", "u_t = nu*lap(u)")
                .parameter("nu", "0.1", "2/2")
                .on("initial", "u = nu*sin(pi*x)")
                .on("boundary", "u = 0")
                .solved("u", "nu*exp(-nu*pi^2*t)*sin(pi*x)")
                .build();
        assertEquals(List.of("t", "x", "nu"), family.domain().coordinates());
        Substitution.Known known = Substitution.formulas(
                List.of("t", "x", "nu"),
                (u, p) -> p[2].multiply(p[1].multiply(Math.PI).sin())
                        .multiply(
                                p[0].multiply(p[2]).multiply(-Math.PI * Math.PI).exp()));
        for (double[] point : family.domain().points(20, Sampling.UNIFORM, DRAWS)) {
            assertEquals(0, Substitution.equations(family, known, point)[0][0], 1e-12);
        }
        vanishes(family, known, 1e-12);
        var truth = family.truths().get("analytic").get();
        assertEquals(List.of("t", "x", "nu"), truth.coordinates());
        assertTrue(message(Texts.of("x: 0, 1", "u_x = m").parameter("m", "2", "1"))
                .startsWith("The parameter m is [2, 1]; expected a lower and an upper end"));
    }

    /** Two discs in a square, one in the other: each unknown counts where its equation holds. */
    @Test
    void regionsHaveEquationsAndInterfaces() {
        Problem problem = Texts.of("x y: rectangle(-1, 1, -1, 1)")
                .unknowns("a", "b", "c")
                .region("core", "disc(0, 0, 0.25)")
                .region("ring", "disc(0, 0, 0.5) - core")
                .region("rest", "domain - core - ring")
                .with(Map.of("k", 2.0))
                .in("core", "k*lap(a) = 8")
                .in("ring", "lap(b) = 0", "b_x = x*core + 2*x*ring")
                .in("rest", "lap(c) = 4*x*rest")
                .on("core/ring", "a = b", "a_n = 4*b_n")
                .on("rest/ring", "b_n = 0")
                .on("left", "c = 7")
                .on("boundary", "c_n = 2")
                .build();
        assertEquals(
                List.of("core", "ring1", "ring2", "rest"),
                problem.equations().stream().map(e -> e.name()).toList());
        assertTrue(problem.isWanted("a", 0.1, 0.1) && !problem.isWanted("a", 0.3, 0.3));
        assertTrue(problem.isWanted("b", 0.3, 0.3) && !problem.isWanted("b", 0.1, 0.1));
        Substitution.Known known = Substitution.formulas(List.of("x", "y"), (unknown, p) -> {
            DerivativeStructure square = p[0].multiply(p[0]).add(p[1].multiply(p[1]));
            return switch (unknown) {
                case "a" -> square;
                case "b" -> square.multiply(0.25).add(0.75 / 16);
                default -> square.multiply(-0.25).add(p[0]);
            };
        });
        double[][] inside = {{0.1, 0.1}, {0.3, 0.3}, {0.8, 0.5}};
        double[][] found = Substitution.equations(problem, known, inside);
        double areaShare = Math.PI * 0.0625 / 4;
        assertArrayEquals(new double[3], found[0], 1e-12, "a solves it, and elsewhere it does not count");
        assertArrayEquals(new double[] {0, 1 / Math.sqrt(3 * areaShare), 0}, found[1], 0.03);
        assertEquals((0.5 * 0.3 - 0.6) / Math.sqrt(3 * areaShare), found[2][1], 0.01);
        assertEquals((-1 - 3.2) / Math.sqrt(1 - 4 * areaShare), found[3][2], 0.05);
        assertArrayEquals(new double[40], condition(problem, 0, known, 40), 1e-12);
        assertArrayEquals(new double[40], condition(problem, 1, known, 40), 1e-12);
        double[] inward = new double[40];
        Arrays.fill(inward, -0.25);
        assertArrayEquals(inward, condition(problem, 2, known, 40), 1e-12, "the normal points out of the first");
        assertEquals("core_ring_a", problem.conditions().getFirst().name());
    }

    /** A condition on an unknown of the left half counts on the left half of the top. */
    @Test
    void conditionsCountWhereTheirUnknownsAreWanted() {
        Problem problem = Texts.of("t: 0, 1; x: 0, 4; y: 0, 1")
                .unknowns("a", "b")
                .region("one", "rectangle(0, 1, 0, 1)")
                .region("other", "domain - one")
                .in("one", "a_t = lap(a)")
                .in("other", "b_t = lap(b)")
                .on("top", "a = 0")
                .on("initial", "a = 0")
                .on("left", "a = 0")
                .on("x=0.5, y=0.5", "a = 3")
                .build();
        Substitution.Known one = (unknown, index, p) -> unknown.equals("a") ? 1 : 1e9;
        for (int i = 0; i < 2; i++) {
            double[] counted = condition(problem, i, one, 1000);
            long zeros = Arrays.stream(counted).filter(r -> r == 0).count();
            assertEquals(750, zeros, 30);
            assertEquals(1, Arrays.stream(counted).map(r -> r * r).average().orElse(0), 0.1);
        }
        assertArrayEquals(new double[] {1, 1, 1}, condition(problem, 2, one, 3), 1e-12);
        assertArrayEquals(new double[] {-2, -2}, condition(problem, 3, one, 2), 1e-12);
        Texts far = Texts.of("x: 0, 1")
                .unknowns("a", "b")
                .region("one", "0", "0.5")
                .region("two", "0.5", "1")
                .in("one", "a_xx = 0")
                .in("two", "b_xx = 0");
        assertEquals(
                "The condition right_a reads a, wanted in one only, which is not at right.",
                message(far.on("right", "a = 0")));
        assertTrue(message(far.on("one/two", "two*a = b")).contains("'two' at character 1, which jumps at one/two"));
        assertTrue(message(far.on("one/three", "a = b"))
                .contains("there is no region 'three'; expected one of one, two."));
        assertTrue(message(far.on("one", "a = b")).contains("expected one of boundary, left, right, one/two"));
        assertTrue(message(far.in("three", "a = 0"))
                .startsWith("An equation holds in 'three'; expected one of one, two."));
        assertTrue(message(far.in("one", "d(one*a_x, x) = 0")).contains("a derivative of 'one' at character 3"));
        assertTrue(message(far.on("domain", "integral(a) = 1"))
                .contains(
                        "'integral' of a, which is wanted in one only at character 1; expected the region after it, as"
                                + " in integral(a, one)."));
    }

    /** u = x^2 y on [0, 2] x [0, 3], at all times t: u = x^2 y + t. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integral(u) = 0                           | 12 + 6*t",
                "mean(u - t) = 0                           | 2",
                "integral(max(u, t)*mean(u - t)) = 0       | 24 + 12*t",
                "integral(u, left) = 0                     | 3*t",
                "integral(u*y, right) = 0                  | 36 + 4.5*t",
                "integral(u_n, left, right, bottom, top) = 0 | 18",
                "integral(u, part) = 0                     | 1/6 + t",
                "mean(k*u, part) = 0                       | 3*(1/6 + t)",
            })
    void integralsAreThoseOfCalculus(String left, String expected) {
        Problem problem = Texts.of("t: 0, 1; x: 0, 2; y: 0, 3", "lap(u) = 0")
                .with(Map.of("k", 3.0))
                .region("part", "rectangle(0, 1, 0, 1)")
                .on("domain", left)
                .build();
        Substitution.Known known = Substitution.formulas(
                List.of("t", "x", "y"),
                (u, p) -> p[1].multiply(p[1]).multiply(p[2]).add(p[0]));
        double[][] points = {{0.25, 1, 1}, {0.75, 0, 2}};
        double[] found = Substitution.at(problem, problem.conditions().getFirst(), known, points);
        for (int i = 0; i < 2; i++) {
            String number = expected.replace("t", "" + points[i][0]);
            assertEquals(FormulaProblem.number("", number), found[i], 1e-9, left);
        }
    }

    /** The flux through a circle is the integral of the Laplacian over the disc. */
    @Test
    void theDivergenceTheoremHolds() {
        Problem problem = Texts.of("x y: disc(1, 0, 2) - named(disc(1, 0, 1), hole)", "lap(u) = 0")
                .on(
                        "domain",
                        "integral(u_n, circle) = 16*pi",
                        "integral(u_n, hole) + integral(u_n, circle) = integral(lap(u))")
                .build();
        Substitution.Known known = Substitution.formulas(
                List.of("x", "y"), (u, p) -> p[0].subtract(1).pow(2).add(p[1].pow(2)));
        double[] flux = condition(problem, 0, known, 1);
        assertEquals(0, flux[0], 0.02 * 16 * Math.PI);
        assertEquals(0, condition(problem, 1, known, 1)[0], 0.02 * 16 * Math.PI);
    }

    /** u = t + x: int_0^t exp(s - t) u(s, x) ds = (t + x - 1) + (1 - x) exp(-t); int_0^1 x y^2 u(t, y) dy = x (t/3 + 1/4). */
    @Test
    void variablesOfIntegrationStandForCoordinates() {
        Problem problem = Texts.of(
                        "t: 0, 2; x: 0, 1",
                        "u + integral(exp(s - t)*u(s, x), s, 0, t) = (t + x - 1) + (1 - x)*exp(-t) + t + x",
                        "u - t = x - integral(x*y^2*u(t, y), y)/x + t/3 + 1/4",
                        "integral(s*u_t(s, x) + k*u, s, 0, t) = t^2/2 + k*t*(t + x)")
                .with(Map.of("k", 2.0))
                .build();
        Substitution.Known known = (unknown, index, p) -> index.isEmpty() ? p[0] + p[1] : 1;
        double[][] found = Substitution.equations(problem, known, new double[] {0.5, 0.25}, new double[] {1.7, 0.8});
        for (double[] residual : found) {
            assertArrayEquals(new double[2], residual, 1e-12);
        }
        assertTrue(
                message(Texts.of("t: 0, 1", "u_t = integral(u, s, 0, t)"))
                        .contains(
                                "'s' at character 19; expected a coordinate, or an unknown of s in the integral, such as u(s)"));
        assertTrue(message(Texts.of("x: 0, 1", "u = 1").on("domain", "u = 1"))
                .startsWith("The condition 'u = 1' holds in the domain; expected an integral or a mean in it"));
        assertTrue(message(Texts.of("x: 0, 1", "u = 1").on("domain", "integral(u) = u"))
                .contains("'u' outside of the integral over x at character 15; expected it under the integral"));
        assertTrue(message(Texts.of("x: 0, 1", "u = integral(u, z)"))
                .contains("'z' at character 17; expected a coordinate"));
    }

    @Test
    void functionsDependOnTheirCoordinatesOnly() {
        Problem problem = Texts.of("t: 0, 1; x: 0, 1; y: 0, 1", "u_t = div(k*grad(u))")
                .function("k", "x, y")
                .function("q", "t")
                .on("domain", "mean(k) = 1", "integral(u) = q")
                .build();
        assertEquals(List.of("u", "k", "q"), problem.unknowns());
        assertEquals(List.of("x", "y"), problem.extent("k").coordinates());
        Substitution.Known known = (unknown, index, p) -> switch (unknown + index) {
            case "ut" -> 5;
            case "ux", "kx" -> 2;
            case "uy", "ky" -> 3;
            case "uxx", "uyy" -> 0.5;
            case "k" -> 7;
            default -> throw new AssertionError(unknown + index);
        };
        assertEquals(5 - 7 - 4 - 9, Substitution.equations(problem, known, new double[] {0.1, 0.2, 0.3})[0][0], 1e-12);
        assertTrue(message(Texts.of("x: 0, 1", "u_x = k").function("k", "z")).contains("no coordinate 'z'"));
    }
}
