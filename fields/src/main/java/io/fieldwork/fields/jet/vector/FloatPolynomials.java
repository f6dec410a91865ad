package io.fieldwork.fields.jet.vector;

/** Constants of the elementary functions in single precision; coefficients go upwards from the constant. */
final class FloatPolynomials {
    /** The doubled argument of tanh is limited to this: tanh is 1 there, with its sign. */
    static final float TANH_LIMIT = 20;

    /** Between these arguments the exponential is a normal number. */
    static final float EXP_LOW = -87;

    static final float EXP_HIGH = 88;

    static final float LN2_HIGH = 0x1.62e4p-1f;
    static final float LN2_LOW = 0x1.7f7d1cf8p-20f;

    /** (exp(r) - 1 - r) / r^2 for |r| up to half of ln 2; error 5e-10 of r. */
    static final float[] EXP = {0.5f, 0.16666667f, 0.041666463f, 0.0083333105f, 0.0013933731f, 0.0001989108f};

    /** What the number next to half of pi leaves of it: sines are accurate for arguments up to 1e4. */
    static final float HALF_PI_LOW = (float) (Math.PI / 2 - (float) (Math.PI / 2));

    /** (sin(r) - r) / r^3 in r^2, for |r| up to a quarter of pi. */
    static final float[] SIN = {-0.16666667f, 0.008333332f, -0.00019840083f, 2.7249314e-06f};

    /** (cos(r) - 1 + r^2 / 2) / r^4 in r^2. */
    static final float[] COS = {0.041666668f, -0.0013888888f, 2.4800596e-05f, -2.7300447e-07f};

    /** The constant of the variable of {@link #ERFC}. */
    static final float CENTRE = 2.5f;

    /** exp(x^2) erfc(x) (1 + 2 x) in (x - c) / (x + c), over x of 0 to 17.5; absolute error 2e-8. */
    static final float[] ERFC = {
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

    /** ln(1 + e) / e for e from 0 to 1; relative error 2e-7. */
    static final float[] LOG = {
        1.0f,
        -0.49999893f,
        0.3332971f,
        -0.24951616f,
        0.19663274f,
        -0.15269667f,
        0.105436236f,
        -0.05637361f,
        0.019542526f,
        -0.003176057f
    };

    private FloatPolynomials() {}
}
