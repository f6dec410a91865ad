package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.pinn.Substitution;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of expressions, coefficients that are formulas, and the smaller and larger of two. */
class FormulaOperatorsTest {
    private static final double T = 0.4;
    private static final double X = 0.7;
    private static final double Y = 0.3;

    /** u = exp(-t) sin(2 x) cosh(y) and w = x^2 + t y^3. */
    private static final Substitution.Known KNOWN = Substitution.formulas(
            List.of("t", "x", "y"),
            (unknown, p) -> unknown.equals("u")
                    ? p[0].negate().exp().multiply(p[1].multiply(2).sin()).multiply(p[2].cosh())
                    : p[1].multiply(p[1]).add(p[0].multiply(p[2].pow(3))));

    private static Texts texts(String equation) {
        return Texts.of("t: 0, 1; x: 0, 1; y: 0, 1", equation)
                .unknowns("u", "w")
                .with(Map.of("k", 3.0))
                .given("a", "1 + x^2*y")
                .given("b", "k*a + 0.5*u^2")
                .given("q", "-b*grad(u)");
    }

    private static double residual(String equation) {
        return Substitution.equations(texts(equation).build(), KNOWN, new double[] {T, X, Y})[0][0];
    }

    private static double u(String index) {
        return KNOWN.at("u", index, new double[] {T, X, Y});
    }

    private static double w(String index) {
        return KNOWN.at("w", index, new double[] {T, X, Y});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d(u, x) = 0                    | u_x = 0",
                "d(u, x, x, t) = 0              | u_xxt = 0",
                "d(u*w, x) = 0                  | u_x*w + u*w_x = 0",
                "d(u/w, y) = 0                  | u_y/w - u*w_y/w^2 = 0",
                "d(a*u_x, x) = 0                | (1 + x^2*y)*u_xx + 2*x*y*u_x = 0",
                "d(b, t) = 0                    | u*u_t = 0",
                "div(k*grad(u)) = 0             | 3*lap(u) = 0",
                "div(a*grad(u)) = 0             | a*lap(u) + 2*x*y*u_x + x^2*u_y = 0",
                "div(b*grad(u)/2 - grad(w)) = 0 | b*lap(u)/2 + (6*x*y + u*u_x)*u_x/2 + (3*x^2 + u*u_y)*u_y/2 - lap(w) = 0",
                "div(q) = 0                     | -div(b*grad(u)) = 0",
                "div(u, x*w) = 0                | u_x + x*w_y = 0",
                "lap(u*w) = 0                   | u*lap(w) + w*lap(u) + 2*(u_x*w_x + u_y*w_y) = 0",
                "d(lap(u), t) = 0               | lap(u_t) = 0",
                "d(u^3 + 2^u, x) = 0            | 3*u^2*u_x + 2^u*log(2)*u_x = 0",
                "d(w^x, x) = 0                  | w^x*(log(w) + x*w_x/w) = 0",
                "u(t, x, y)*w_x(t, x, y) = 0    | u*w_x = 0",
                "min(u, 0.3) + max(w, u) = 0    | u*step(0.3 - u) + 0.3*step(u - 0.3) + w*step(w - u) + u*step(u - w) = 0",
                "min(2, u) + max(3, x)*u = 0    | 4*u = 0",
                "d(min(u, w), x) + d(max(u, w), x) = 0 | u_x + w_x = 0",
            })
    void expressionsAreWrittenOutByTheRulesOfCalculus(String equation, String written) {
        assertEquals(residual(written), residual(equation), 1e-10 * (1 + Math.abs(residual(written))), equation);
    }

    @Test
    void productsOfCoefficientAndSlopeAreThoseByHand() {
        double a = 1 + X * X * Y;
        double b = 3 * a + 0.5 * u("") * u("");
        double bx = 6 * X * Y + u("") * u("x");
        double by = 3 * X * X + u("") * u("y");
        double expected = b * (u("xx") + u("yy")) + bx * u("x") + by * u("y") - w("t");
        assertEquals(expected, residual("div(b*grad(u)) = w_t"), 1e-12 * Math.abs(expected));
    }

    /** The derivative of each function is that of the algebra of derivatives. */
    @ParameterizedTest
    @ValueSource(
            strings = {"sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt", "abs"
            })
    void functionsHaveTheirDerivatives(String function) {
        DerivativeStructure x = new DerivativeStructure(1, 1, 0, X);
        DerivativeStructure value = switch (function) {
            case "sin" -> x.sin();
            case "cos" -> x.cos();
            case "tan" -> x.tan();
            case "asin" -> x.asin();
            case "acos" -> x.acos();
            case "atan" -> x.atan();
            case "sinh" -> x.sinh();
            case "cosh" -> x.cosh();
            case "tanh" -> x.tanh();
            case "exp" -> x.exp();
            case "log" -> x.log();
            case "sqrt" -> x.sqrt();
            default -> x.abs();
        };
        assertEquals(value.getPartialDerivative(1) + u(""), residual("d(" + function + "(x), x) + u = 0"), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d(u) = 0            | 'd' at character 1; expected an expression and coordinates in it, such as d(k*u_x, y).",
                "d(u, k) = 0         | 'd' at character 1; expected an expression and coordinates",
                "grad(u) = 0         | 'grad' at character 1; expected it of one expression and in div, as in div(k*grad(u)).",
                "div(u) = 0          | 'div' at character 1; expected a flux with a gradient, such as div(k*grad(u)), or a"
                        + " component for each of x, y.",
                "div(grad(u)*grad(w)) = 0 | 'div' at character 1; expected gradients that are added up and multiplied",
                "div(grad(u) + u) = 0 | 'div' at character 1; expected gradients that are added up and multiplied",
                "d(step(x - u), x) = 0 | a derivative of 'step' at character 3, which jumps; expected a smooth function",
                "min(u) = 0          | 'min' at character 1; expected two arguments of it.",
                "u(0, x, y) = w      | 'u' of others than t, x, y at character 1; expected u alone, an integral",
                "d(u_n, x) = 0       | a derivative of 'u_n' at character 3, but a normal is known on the boundary only.",
            })
    void whatIsMeantOtherwiseIsQuoted(String equation, String expected) {
        UserError error = assertThrows(UserError.class, () -> texts(equation).build());
        assertTrue(error.getMessage().startsWith("The formula '" + equation + "' has " + expected), error.getMessage());
    }

    @Test
    void formulasThatGoInCirclesOrExplodeAreRefused() {
        Texts circle = Texts.of("x: 0, 1", "u_x = c").given("c", "2*e").given("e", "c + x");
        String message = assertThrows(UserError.class, circle::build).getMessage();
        assertEquals("The formula 'c + x' has 'c' at character 1, which is a formula of itself.", message);
        Texts grows = Texts.of("x: 0, 1", "u_x = f14 + x").given("f0", "x + u");
        for (int i = 1; i < 15; i++) {
            grows = grows.given("f" + i, "f" + (i - 1) + "*f" + (i - 1));
        }
        message = assertThrows(UserError.class, grows::build).getMessage();
        assertTrue(message.startsWith("The number of terms of a formula is 5001"), message);
    }
}
