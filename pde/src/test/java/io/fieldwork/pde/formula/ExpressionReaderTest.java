package io.fieldwork.pde.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.fieldwork.fields.tensor.Compute;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.pde.domain.Domain;
import io.fieldwork.pde.domain.Shapes;
import io.fieldwork.pde.equation.Residual;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions mean what they mean on paper, and what cannot be read is quoted with its place. */
class ExpressionReaderTest {
    private static final Vocabulary NAMES = new Vocabulary(square().time(0, 1), List.of("u", "w"), List.of("nu"));

    private static Domain square() {
        return Domain.of(Shapes.rectangle(0, 1, 0, 1), "x", "y");
    }

    private static Residual residual(String text) {
        Expression difference = new Expansion(NAMES).of(ExpressionReader.readEquation(text));
        return ResidualReader.of(NAMES, false, text, difference);
    }

    private static double at(String text, double... point) {
        return new PointFunction(List.of("t", "x"), Map.of("nu", 5.0))
                .of(ExpressionReader.read(text))
                .at(point);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 + 3*x^2          | 14",
                "-x^2               | -4",
                "(-x)^2             | 4",
                "2^3^x              | 512",
                "8/x/2              | 2",
                "1 - 2 - t          | -4",
                "2e-1*x + .5 - 5.e0 | -4.1",
                "1E+2 - 1e2         | 0",
                "2**-1              | 0.5",
                "-2^2               | -4",
                "- -x               | 2",
                "2*-x               | -4",
                "-sin(pi*x/4) * -t  | 3",
                "exp(log(t)) - +x   | 1",
                "sqrt(abs(x - 6))   | 2",
                "cosh(0) + tanh(0)  | 1",
                "step(x - 2) + 10*step(1.9 - x) + 100*sign(-x) | -99",
                "nu*x               | 10",
                "((((x))))          | 2",
            })
    void precedenceIsTheUsualOne(String text, double value) {
        assertEquals(value, at(text, 3, 2), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u_t + * u = 0  | '*' at character 7; expected a number, a name or '('.",
                "(u + 1 = 0     | '=' at character 8; expected ')' or an operator.",
                "u = 2*(x + 1   | its end at character 13; expected ')' or an operator.",
                "u x = 0        | 'x' at character 3; expected an operator or '='.",
                "u              | its end at character 2; expected an operator or '='.",
                "u = 1 = x      | '=' at character 7; expected an operator.",
                "u = 2x         | 'x' at character 6; expected an operator.",
                "u = sin(x      | its end at character 10; expected ')' or an operator.",
                "u = $x         | '$' at character 5; expected a number, a name or '('.",
                "u =            | its end at character 4; expected a number, a name or '('.",
                "v_t = 0        | 'v_t' at character 1, but 'v' is no unknown; expected a derivative of u or w.",
                "u_t = mu*u_xx  | 'mu' at character 7; expected one of u, w, t, x, y, nu, pi, or a derivative such as u_y;"
                        + " the nearest is u.",
                "u = sen(u)     | 'sen' at character 5; expected one of the functions sin, cos, tan, asin, acos, atan, sinh,"
                        + " cosh, tanh, exp, log, sqrt, abs, sign, step, min, max, lap, d, div, integral, mean; the nearest is sin.",
                "u = 2e400*x    | '2e400' at character 5; expected a number below 1.8e308.",
                "u = erf(x)     | 'erf' at character 5; expected one of the functions sin, cos, tan, asin, acos, atan, sinh,"
                        + " cosh, tanh, exp, log, sqrt, abs, sign, step, min, max, lap, d, div, integral, mean.",
                "u = zeta       | 'zeta' at character 5; expected one of u, w, t, x, y, nu, pi, or a derivative such as u_y.",
                "u = sin(x, y)  | 'sin' at character 5; expected one argument of it.",
                "u_z = 0        | 'u_z' at character 1, but the derivative 'z' asks for 'z', but the domain has the"
                        + " coordinates t, x, y.",
                "lap(u, w) = 0  | 'lap' at character 1; expected one expression in it, such as lap(u).",
                "lap(x) = 0     | 'x' at character 5",
                "u_n = 0        | 'u_n' at character 1, but a normal is known on the boundary only.",
                "nu*x = 2       | no unknown at character 1; expected one of u, w in it.",
            })
    void mistakesQuoteFormulaAndPlace(String text, String expected) {
        UserError error = assertThrows(UserError.class, () -> residual(text));
        String message = error.getMessage();
        assertTrue(message.startsWith("The formula '" + text.strip() + "' has " + expected), message);
        assertTrue(message.indexOf("'. ") < 0 && message.endsWith("."), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u_xxxxxxxxx = 0", "lap(lap(lap(lap(lap(u))))) = 0"})
    void anOrderThatNoEngineComputesIsNamed(String text) {
        UserError error = assertThrows(UserError.class, () -> residual(text));
        assertTrue(error.getMessage().contains(" is of order "), error.getMessage());
    }

    @Test
    void aFunctionOfPointsReadsNothingElse() {
        UserError error = assertThrows(UserError.class, () -> at("2*u", 3, 2));
        assertEquals("The formula '2*u' has 'u' at character 3; expected a function of t, x.", error.getMessage());
        error = assertThrows(UserError.class, () -> PointFunction.number(ExpressionReader.read("2*x")));
        assertEquals("The formula '2*x' has 'x' at character 3; expected numbers only.", error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x    |    | 'x' | The name is x; expected one that no coordinate or function has.",
                "u    | u  |     | The names is [u, u]; expected each of them once.",
                "u    | u_1|     | The name is u_1; expected one that is no derivative of u.",
                "2a   |    |     | The name is 2a; expected a letter, then letters, digits or _.",
                "u    | sin|     | The name is sin; expected one that no coordinate or function has.",
            })
    void namesThatCouldBeMistakenAreRefused(String unknown, String coefficient, String unused, String expected) {
        List<String> coefficients = coefficient == null ? List.of() : List.of(coefficient);
        Domain line = Domain.interval("x", 0, 1).time(0, 1);
        UserError error = assertThrows(UserError.class, () -> new Vocabulary(line, List.of(unknown), coefficients));
        assertEquals(expected, error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"u + x + ", "u*x/", "u - -", "u^", "w_x*sin(x) + "})
    void longFormulasAreRead(String part) {
        assertNotNull(residual(part.repeat(1900 / part.length()) + "1 = 0"));
    }

    @Test
    void endlessFormulasAreRefused() {
        String deep = "(".repeat(900) + "u" + ")".repeat(900) + " = 0";
        UserError error = assertThrows(UserError.class, () -> residual(deep));
        assertTrue(error.getMessage().endsWith("expected at most 100 brackets in one another."), error.getMessage());
        error = assertThrows(UserError.class, () -> residual("u + ".repeat(9000) + "1 = 0"));
        assertEquals("The length of a formula is 36005; expected at most 2000.", error.getMessage());
    }

    /** Central differences of the functions of numbers are the gradients of those of arrays. */
    @ParameterizedTest
    @EnumSource(Mathematics.class)
    void functionsOfArraysAreThoseOfNumbers(Mathematics function) {
        double[] x = {0.1, 0.35, 0.6, 0.9};
        try (NDManager manager = Compute.choose("cpu").newManager()) {
            NDArray array = manager.create(x);
            array.setRequiresGradient(true);
            double[] values;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                NDArray result = function.of(array);
                values = result.toDoubleArray();
                gradients.backward(result.add(array).sum());
            }
            double[] slopes = array.getGradient().toDoubleArray();
            for (int i = 0; i < x.length; i++) {
                assertEquals(function.of(x[i]), values[i], 1e-12);
                double slope = (function.of(x[i] + 1e-6) - function.of(x[i] - 1e-6)) / 2e-6;
                assertEquals(slope, slopes[i] - 1, 1e-7 * (1 + Math.abs(slope)));
            }
        }
    }
}
