package io.fieldwork.fields.jet.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.jet.Activation;
import io.fieldwork.fields.jet.Derivative;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public class ActivationTest {
    private static final int HIGHEST = Derivative.HIGHEST + 1;

    /** The function on truncated Taylor expansions of an independent library, from its definition. */
    public static DerivativeStructure apply(Activation function, DerivativeStructure z) {
        return switch (function) {
            case TANH -> z.tanh();
            case SIN -> z.sin();
            case SILU -> z.divide(z.negate().exp().add(1));
            case GELU -> z.multiply(z.compose(normal(z.getValue(), z.getOrder())));
        };
    }

    /** The normal distribution function and its derivatives by Hermite's recursion. */
    private static double[] normal(double z, int order) {
        double[] f = new double[order + 1];
        f[0] = 0.5 * Erf.erfc(-z / Math.sqrt(2));
        double before = 0;
        double hermite = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        for (int j = 1; j <= order; j++) {
            f[j] = hermite;
            double next = -z * hermite - (j - 1) * before;
            before = hermite;
            hermite = next;
        }
        return f;
    }

    /** The function and its derivatives to order seven in closed form. */
    private static double[] derivatives(Activation function, double z) {
        return switch (function) {
            case TANH -> {
                double s = Math.tanh(z);
                double a = 1 - s * s;
                yield new double[] {
                    s,
                    a,
                    -2 * s * a,
                    -2 * a * (1 - 3 * s * s),
                    8 * s * a * (2 - 3 * s * s),
                    8 * a * (2 + 15 * s * s * (s * s - 1)),
                    16 * s * a * (60 * s * s - 17 - 45 * s * s * s * s),
                    16 * a * (s * s * (231 + s * s * (315 * s * s - 525)) - 17)
                };
            }
            case SIN -> {
                double s = Math.sin(z);
                double c = Math.cos(z);
                yield new double[] {s, c, -s, -c, s, c, -s, -c};
            }
            case SILU -> silu(z);
            case GELU -> {
                double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
                double below = 0.5 * Erf.erfc(-z / Math.sqrt(2));
                double q = z * z;
                yield new double[] {
                    z * below,
                    below + z * density,
                    (2 - q) * density,
                    z * (q - 4) * density,
                    (q * (7 - q) - 4) * density,
                    z * (18 + q * (q - 11)) * density,
                    (18 - q * (51 - q * (16 - q))) * density,
                    z * (q * (115 - q * (22 - q)) - 120) * density
                };
            }
        };
    }

    /** With s the logistic function, f = z s and f^(j) = j s^(j-1) + z s^(j). */
    private static double[] silu(double z) {
        double s = 1 / (1 + Math.exp(-z));
        double p = s * (1 - s);
        double odd = 1 - 2 * s;
        double[] logistic = {
            s,
            p,
            p * odd,
            p * (1 - 6 * p),
            p * odd * (1 - 12 * p),
            p * (1 - 30 * p * (1 - 4 * p)),
            p * odd * (1 - 60 * p * (1 - 6 * p)),
            p * (1 - 126 * p + 1680 * p * p - 5040 * p * p * p)
        };
        double[] f = new double[logistic.length];
        f[0] = z * s;
        for (int j = 1; j < f.length; j++) {
            f[j] = j * logistic[j - 1] + z * logistic[j];
        }
        return f;
    }

    @ParameterizedTest
    @EnumSource
    void derivativesAgreeWithTaylorArithmetic(Activation function) {
        for (double z = -9; z < 9; z += 0.173) {
            double[] f = derivatives(function, z);
            DerivativeStructure expected = apply(function, new DerivativeStructure(1, HIGHEST, 0, z));
            for (int j = 0; j <= HIGHEST; j++) {
                assertEquals(
                        expected.getPartialDerivative(j),
                        f[j],
                        j < 6 ? 2e-13 : 2e-11,
                        function + " order " + j + " at " + z);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void vectorsAgreeWithNumbers(Activation function) {
        for (int power = -30; power <= 5; power++) {
            double[] z = new double[64];
            for (int i = 0; i < z.length; i++) {
                z[i] = Math.scalb(1 + i / 64.0, power) * (i % 2 == 0 ? 1 : -1);
            }
            double[] table = new double[8 * z.length];
            DoubleFunctions.derivatives(function, 8, z, 0, table, z.length, 0, z.length);
            float[] single = new float[z.length];
            float[] singles = new float[8 * z.length];
            for (int i = 0; i < z.length; i++) {
                single[i] = (float) z[i];
            }
            FloatFunctions.derivatives(function, 8, single, 0, singles, z.length, 0, z.length);
            for (int i = 0; i < table.length; i++) {
                double expected = derivatives(function, z[i % z.length])[i / z.length];
                String what = function + " order " + i / z.length + " at " + z[i % z.length];
                boolean relative = i < z.length && function != Activation.GELU;
                double high = i < 6 * z.length ? 1 : 100;
                double scale = relative && Math.abs(z[i % z.length]) < 1
                        ? Math.abs(expected)
                        : Math.max(1, Math.abs(expected));
                assertEquals(expected, table[i], (relative ? 1e-15 : 2e-14) * high * scale, what);
                assertEquals(expected, singles[i], (relative ? 1e-6 : 1e-5) * high * scale, what);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void extremesAreFiniteAndNoNumberStaysNone(Activation function) {
        double[] z = new double[64];
        z[0] = function == Activation.SIN ? 1e5 : 1e300;
        z[1] = -z[0];
        z[2] = Double.NaN;
        double[] table = new double[8 * z.length];
        DoubleFunctions.derivatives(function, 2, z, 0, table, z.length, 0, z.length);
        if (function == Activation.TANH) {
            assertEquals(1, table[0], 0);
            assertEquals(-1, table[1], 0);
        } else if (function == Activation.SIN) {
            assertEquals(Math.sin(1e5), table[0], 1e-11);
        } else {
            assertEquals(1e300, table[0], 1e285);
        }
        assertEquals(Double.NaN, table[2]);
    }
}
