package io.fieldwork.fields.jet.kernel;

import io.fieldwork.fields.jet.Activation;

/** CUDA text of the nonlinearities: f[0] to f[7] from z, with integers as factors so that no type is widened. */
final class CudaFunctions {
    private CudaFunctions() {}

    /** The lines of one function. */
    static String derivatives(Activation function) {
        return switch (function) {
            case TANH -> TANH;
            case SIN -> SIN;
            case SILU -> SILU;
            case GELU -> GELU;
        };
    }

    private static final String TANH = """
                real s = FUNCTION(tanh)(z);
                real a = 1 - s * s;
                f[0] = s;
                f[1] = a;
                f[2] = -2 * s * a;
                f[3] = -2 * a * (1 - 3 * s * s);
                f[4] = 8 * s * a * (2 - 3 * s * s);
                f[5] = 8 * a * (2 + 15 * s * s * (s * s - 1));
                f[6] = s * a * (s * s * (960 - 720 * s * s) - 272);
                f[7] = a * (s * s * (s * s * (5040 * s * s - 8400) + 3696) - 272);
            """;

    private static final String SIN = """
                FUNCTION(sincos)(z, &f[0], &f[1]);
                f[2] = -f[0];
                f[3] = -f[1];
                f[4] = f[0];
                f[5] = f[1];
                f[6] = f[2];
                f[7] = f[3];
            """;

    /** With s the logistic function, f = z s and f^(j) = j s^(j-1) + z s^(j). */
    private static final String SILU = """
                real s = 1 / (1 + FUNCTION(exp)(-z));
                real s1 = s * (1 - s);
                real s2 = s1 * (1 - 2 * s);
                real s3 = s1 * (1 - 6 * s1);
                real s4 = s2 * (1 - 12 * s1);
                real s5 = s1 * (1 - 30 * s1 * (1 - 4 * s1));
                f[0] = z * s;
                f[1] = s + z * s1;
                f[2] = 2 * s1 + z * s2;
                f[3] = 3 * s2 + z * s3;
                f[4] = 4 * s3 + z * s4;
                f[5] = 5 * s4 + z * s5;
                real s6 = s2 * (1 - 60 * s1 * (1 - 6 * s1));
                real s7 = s1 * (1 + s1 * (s1 * (1680 - 5040 * s1) - 126));
                f[6] = 6 * s5 + z * s6;
                f[7] = 7 * s6 + z * s7;
            """;

    /** With the normal density p and distribution function P, f = z P. */
    private static final String GELU = """
                real q = z * z;
                real p = FUNCTION(exp)(q / -2) * (real)0.3989422804014327;
                real P = FUNCTION(erfc)(z * (real)-0.7071067811865476) / 2;
                f[0] = z * P;
                f[1] = P + z * p;
                f[2] = (2 - q) * p;
                f[3] = z * (q - 4) * p;
                f[4] = (q * (7 - q) - 4) * p;
                f[5] = z * (18 + q * (q - 11)) * p;
                f[6] = (q * (q * (16 - q) - 51) + 18) * p;
                f[7] = z * (q * (q * (q - 22) + 115) - 120) * p;
            """;
}
