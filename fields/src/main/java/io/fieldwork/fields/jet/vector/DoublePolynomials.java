package io.fieldwork.fields.jet.vector;

/** Constants of the elementary functions in double precision; coefficients go upwards from the constant. */
final class DoublePolynomials {
    /** The doubled argument of tanh is limited to this: tanh is 1 there, with its sign. */
    static final double TANH_LIMIT = 50;

    /** Between these arguments the exponential is a normal number. */
    static final double EXP_LOW = -708;

    static final double EXP_HIGH = 709;

    static final double LN2_HIGH = 0x1.62e42fefap-1;
    static final double LN2_LOW = 0x1.cf79abc9e3b39p-40;

    /** (exp(r) - 1 - r) / r^2 for |r| up to half of ln 2; error 4e-17 of r. */
    static final double[] EXP = {
        0.5000000000000001,
        0.16666666666666669,
        0.041666666666623824,
        0.008333333333330039,
        0.0013888888917367081,
        0.00019841269863171557,
        2.4801521057868204e-05,
        2.7557268276905696e-06,
        2.7620201591031547e-07,
        2.5100472505694996e-08
    };

    /** What the number next to half of pi leaves of it: sines are accurate for arguments up to 1e6. */
    static final double HALF_PI_LOW = 6.123233995736766e-17;

    /** (sin(r) - r) / r^3 in r^2, for |r| up to a quarter of pi. */
    static final double[] SIN = {
        -0.16666666666666666,
        0.008333333333330925,
        -0.00019841269836722418,
        2.755731608381636e-06,
        -2.5051127944014188e-08,
        1.5917848524808262e-10
    };

    /** (cos(r) - 1 + r^2 / 2) / r^4 in r^2. */
    static final double[] COS = {
        0.041666666666666664,
        -0.0013888888888887382,
        2.480158729874307e-05,
        -2.7557317260008837e-07,
        2.0876143827993133e-09,
        -1.1382456778061306e-11
    };

    /** The constant of the variable of {@link #ERFC}. */
    static final double CENTRE = 2.5;

    /** exp(x^2) erfc(x) (1 + 2 x) in (x - c) / (x + c), over x of 0 to 17.5; absolute error 6e-17. */
    static final double[] ERFC = {
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

    /** ln(1 + e) / e for e from 0 to 1; relative error 2e-15. */
    static final double[] LOG = {
        0.9999999999999982,
        -0.49999999999945516,
        0.33333333328746123,
        -0.24999999820938357,
        0.1999999600208381,
        -0.16666609377785394,
        0.14285148035640755,
        -0.12495946510621217,
        0.11089351535077877,
        -0.09910109300239381,
        0.08799347313190112,
        -0.07578535531711453,
        0.06109571344616142,
        -0.044137248509423445,
        0.027264599312911742,
        -0.013711305317701771,
        0.005310309835476801,
        -0.0014708633651025593,
        0.00025753024965524673,
        -2.1311827003955842e-05
    };

    private DoublePolynomials() {}
}
