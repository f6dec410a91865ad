package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.equation.Condition;
import io.fieldwork.pde.equation.Problem;
import io.fieldwork.pde.grid.GridSolution;
import io.fieldwork.pde.pinn.Substitution;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas read as they are meant, held against derivatives by hand. */
class FormulaProblemTest {
    private static final Draws DRAWS = Draws.of(4, "formulas", 0);

    private static double residual(Texts problem, Substitution.Known known, double... point) {
        return Substitution.equations(problem.build(), known, point)[0][0];
    }

    /** u = t x^3 y^2 at (2, 3, 5): each derivative by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u = 0                             | 1350",
                "u_t = 7                           | 668",
                "u_xx*u_y = 2                      | 485998",
                "u_xy = 0                          | 540",
                "u_yx - u_txx/u_yy = 0             | 535.8333333333334",
                "lap(u) = 0                        | 1008",
                "lap(lap(u)) = 0                   | 144",
                "lap(u_t) = 0                      | 504",
                "x*u_t - t^2*u + y = 0             | -3370",
                "sqrt(u*6) - 1/u_y = 1             | 88.99814814814815",
                "k*u^2 = u^3*1e-3                  | 3007125",
                "u^-1 - k/u + 2/k = 0              | 0.6651851851851852",
                "exp(k/c) = u                      | -946.5712065072648",
                "k^2*x = u                         | -1323",
                "abs(-u_t) + tanh(0*u) = u*0       | 675",
                "(k*x + 1)^2*u_t/(c*t) = 0         | 67500",
                "2^u_yyx*0 + -u = -step(u - 1350)  | -1349",
            })
    void derivativesAreThoseOfCalculus(String equation, double expected) {
        Substitution.Known known = (unknown, index, p) -> {
            double t = p[0];
            double x = p[1];
            double y = p[2];
            String sorted = index.chars().sorted().mapToObj(Character::toString).reduce("", String::concat);
            return switch (sorted) {
                case "" -> t * x * x * x * y * y;
                case "t" -> x * x * x * y * y;
                case "y" -> 2 * t * x * x * x * y;
                case "xx" -> 6 * t * x * y * y;
                case "yy" -> 2 * t * x * x * x;
                case "xy" -> 6 * t * x * x * y;
                case "txx" -> 6 * x * y * y;
                case "tyy" -> 2 * x * x * x;
                case "xyy" -> 6 * t * x * x;
                case "xxyy" -> 12 * t * x;
                case "xxxx", "yyyy" -> 0;
                default -> throw new AssertionError(index);
            };
        };
        Texts problem = Texts.of("t: 0, 9; x: 0, 9; y: 0, 9", equation).with(Map.of("k", 3.0, "c", 0.5));
        assertEquals(expected, residual(problem, known, 2, 3, 5), 1e-9 * Math.abs(expected), equation);
    }

    /** u = exp(-t) sin x, w = u^2: u_t = nu u_xx with nu = 1, w_x = 2 u u_x. */
    @Test
    void residualsOfAKnownSolutionVanish() {
        Problem problem = Texts.of("x: 0, 2; t: 0, 2", "u_t = nu*u_xx", "w_x/2 = u*u_x", "lap(u) + u^2 = w - (u/nu)")
                .unknowns("u", "w")
                .with(Map.of("nu", 1.0))
                .on("initial", "u = sin(x); w = sin(x)^2")
                .on("left, right", "u_n = exp(-t)*cos(x)*(x - 1)")
                .on("boundary", "2*u + exp(-t)*cos(x)*(x - 1) = 2*exp(-t)*sin(x) + u_n", "u*3 = 3*exp(-t)*sin(x)")
                .solved("u", "exp(-nu*t)*sin(x)")
                .build();
        Substitution.Known known = Substitution.formulas(List.of("t", "x"), (unknown, x) -> {
            var u = x[0].negate().exp().multiply(x[1].sin());
            return unknown.equals("u") ? u : u.multiply(u);
        });
        for (double[] residual :
                Substitution.equations(problem, known, new double[] {0.3, 0.7}, new double[] {1, 1.9})) {
            assertArrayEquals(new double[2], residual, 1e-12);
        }
        for (Condition condition : problem.conditions()) {
            double[] left = Substitution.condition(problem, condition, known, 20, DRAWS);
            assertArrayEquals(new double[20], left, 1e-12, condition.name());
        }
        assertEquals(
                List.of("initial_u", "initial_w", "left_right_u_n", "boundary_u", "boundary_u_2"),
                problem.conditions().stream().map(Condition::name).toList());
        double[] truth = problem.truths().get("analytic").get().values("u");
        assertEquals(Math.exp(-2) * Math.sin(2), truth[truth.length - 1], 1e-12);
    }

    /** Names of several letters: of the domain, of unknowns with an underscore, and where one begins like another. */
    @Test
    void namesMayBeLong() {
        Problem ring = Texts.of("r: 1, 2; phi: 0, 2*pi", "T_s_rr + T_s_phiphi = T_s_rphi")
                .unknowns("T_s")
                .periodic("phi")
                .build();
        Substitution.Known known = (unknown, index, p) -> switch (index) {
            case "rr" -> 2;
            case "phiphi" -> 5;
            case "rphi" -> 11;
            default -> throw new AssertionError(index);
        };
        assertEquals(-4, Substitution.equations(ring, known, new double[] {1, 1})[0][0]);
        assertEquals(2 * Math.PI, ring.domain().periods()[1], 1e-15);
        Problem spring = Texts.of("t: 0, 5", "q_tt = -w^2*q", "w_t = 0")
                .unknowns("q", "w")
                .build();
        assertEquals(List.of("t"), spring.domain().coordinates());
        assertEquals(
                List.of("equation1", "equation2"),
                spring.equations().stream().map(e -> e.name()).toList());
    }

    @Test
    void shapesAreUnitedAndCut() {
        Problem problem = Texts.of("t: 0, 1; a b: rectangle(0, 2, 0, 1) - named(disc(1, 0.5, 0.2), hole)", "lap(u) = 0")
                .on("hole", "u = 1")
                .on("left right", "u_n = 0")
                .solved("u", "1/((a - 1)^2 + (b - 0.5)^2)")
                .build();
        assertEquals(List.of("t", "a", "b"), problem.domain().coordinates());
        assertEquals(
                List.of("left", "right", "bottom", "top", "hole"),
                problem.domain().boundaryParts());
        assertEquals(2 - 0.04 * Math.PI, problem.domain().shape().measure(), 5e-3);
        GridSolution truth = problem.truths().get("analytic").get();
        int outside = IntStream.range(0, truth.size())
                .filter(i -> Double.isNaN(truth.values("u")[i]))
                .reduce(0, (n, i) -> n + 1);
        assertEquals(0.02 * Math.PI, outside / (double) truth.size(), 0.01, "the hole has no values");
        double rest = Texts.of("x y: disc(0, 0, 1)*rectangle(0, 1, -1, 1) + box(-2, 0, -1, 1)", "u = 0")
                .build()
                .domain()
                .shape()
                .measure();
        assertEquals(Math.PI / 2 + 4, rest, 0.02);
        double triangle = Texts.of("x y: polygon(0, 0, 1, 0, 0, 1)", "u = 0")
                .build()
                .domain()
                .shape()
                .measure();
        assertEquals(0.5, triangle, 1e-12);
        assertEquals(
                3, Texts.of("x y z: ball(0, 0, 0, 2)", "u = 0").build().domain().dimensions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x y: disk(0, 0, 1)          | The formula 'disk(0, 0, 1)' has 'disk' at character 1; expected one of the shapes",
                "x y: disc(0)                | The formula 'disc(0)' has 'disc' with 1 numbers at character 1; expected interval",
                "x y: disc(0, 0, k)          | The formula 'disc(0, 0, k)' has 'k' at character 12; expected numbers only.",
                "x y: 3                      | A domain's shape cannot be read; expected one of interval,",
                "x y: disc(0, 0, 1); z: 0, 1 | The domain has a shape beside ends of x, y, z; expected one shape",
                "x: disc(0, 0, 1)            | The shape has 2 dimensions, but the coordinates given are x.",
                "x: 1, 0                     | The domain's x is [1, 0]; expected a lower and an upper end, such as [0, 1].",
                "t: 1                        | The domain's t is [1]; expected a lower and an upper end",
            })
    void domainsThatAreNoneAreRefused(String domain, String expected) {
        UserError error =
                assertThrows(UserError.class, () -> Texts.of(domain, "u = 0").build());
        assertTrue(error.getMessage().startsWith(expected), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lef     | A condition holds at 'lef'; expected one of boundary, left, right; the nearest is left.",
                "inner   | A condition holds at 'inner'; expected one of boundary, left, right.",
                "initial | The place of a condition is initial; expected time in the domain, such as {t: [0, 1]}.",
            })
    void placesThatAreNotThereAreNamed(String place, String expected) {
        UserError error = assertThrows(
                UserError.class,
                () -> Texts.of("x: 0, 1", "u_xx = 0").on(place, "u = 0").build());
        assertEquals(expected, error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"back front", "boundary"})
    void whereTheDomainIsPeriodicIsNoBoundary(String place) {
        Texts ring =
                Texts.of("t: 0, 1; r: 1, 2; s: 0, 3; z: 0, 1", "lap(u) = u_t").periodic("z");
        Texts all = Texts.of("t: 0, 1; r: 1, 2", "u_rr = u_t").periodic("r");
        UserError error = assertThrows(
                UserError.class,
                () -> (place.equals("boundary") ? all : ring).on(place, "u = 0").build());
        assertEquals(
                "A condition holds at '" + place.replace(" front", "") + "', but there the domain is periodic in "
                        + (place.equals("boundary") ? "r" : "z")
                        + "; expected either the condition or the periodicity.",
                error.getMessage());
    }

    @Test
    void aSolutionThatIsNotFiniteIsNamedWithItsPlace() {
        Problem problem = Texts.of("x: 0, 1", "u_xx = 0").solved("u", "log(x)").build();
        UserError error = assertThrows(
                UserError.class, () -> problem.truths().get("analytic").get());
        assertEquals("The solution of u at x = 0.0 is -Infinity; expected a finite number.", error.getMessage());
    }

    @Test
    void learnedCoefficientsKeepTheirTrueValueForTheSolution() {
        Problem problem = Texts.of("x: 0, 1", "u_x = k*u")
                .with(Map.of("k", 2.0))
                .learning(Map.of("k", 0.5))
                .solved("u", "exp(k*x)")
                .build();
        assertEquals(new Problem.Coefficient(0.5, true), problem.coefficients().get("k"));
        double[] truth = problem.truths().get("analytic").get().values("u");
        assertEquals(Math.exp(2), truth[truth.length - 1], 1e-12);
    }
}
