package io.fieldwork.fields.jet;

/**
 * The standard normal distribution function, by a polynomial for exp(x^2) erfc(x) (1 + 2 x) in (x - c) / (x + c), c =
 * 5/2, over x of 0 to 17.5; beyond that it vanishes in double precision.
 */
public final class NormalDistribution {
    /** Zero of the polynomials' variable. */
    public static final double CENTRE = 2.5;

    /** Coefficients from the constant upwards; absolute error 6e-17. */
    public static final double[] DOUBLE = {
        1.2648381843668615,
        -0.1223567630824054,
        -0.09902453957360073,
        0.15762991902334791,
        -0.10296705603855816,
        0.032760893264106146,
        0.0009318928146481204,
        -0.0043820782666281945,
        0.0004918658804861203,
        0.0006321236859196241,
        -8.848001306645844e-05,
        -0.00011351888696608018,
        6.270999178673939e-06,
        2.2688327097612322e-05,
        2.5895880565393987e-06,
        -4.19600421710609e-06,
        -1.5386339139832154e-06,
        5.054962303838961e-07,
        4.6487935209325525e-07,
        3.5488021312380255e-08,
        -6.849976181516384e-08,
        -2.5834070154848814e-08,
        -2.5592457839545355e-09
    };

    /** The same for single precision; absolute error 2e-8. */
    public static final float[] FLOAT = {
        1.2648382f,
        -0.122356765f,
        -0.09902318f,
        0.15763028f,
        -0.102984846f,
        0.032752983f,
        0.0010148291f,
        -0.0043318234f,
        0.000330091f,
        0.000508401f,
        2.8009143e-05f
    };

    private NormalDistribution() {}

    /** Phi(z). */
    static double below(double z) {
        double x = Math.abs(z) * Math.sqrt(0.5);
        double variable = (x - CENTRE) / (x + CENTRE);
        double sum = 0;
        for (int k = DOUBLE.length - 1; k >= 0; k--) {
            sum = sum * variable + DOUBLE[k];
        }
        double tail = 0.5 * Math.exp(-x * x) * sum / (1 + 2 * x);
        return z < 0 ? tail : 1 - tail;
    }
}
