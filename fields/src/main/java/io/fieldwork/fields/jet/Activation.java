package io.fieldwork.fields.jet;

/**
 * A smooth nonlinearity between layers; all have the derivatives to order five that jets of order four and their adjoint need.
 */
public enum Activation {
    /** tanh z. */
    TANH {
        @Override
        public double[] derivatives(double z) {
            double s = Math.tanh(z);
            double a = 1 - s * s;
            return new double[] {
                s,
                a,
                -2 * s * a,
                -2 * a * (1 - 3 * s * s),
                8 * s * a * (2 - 3 * s * s),
                8 * a * (2 + 15 * s * s * (s * s - 1))
            };
        }
    },
    /** sin z. */
    SIN {
        @Override
        public double[] derivatives(double z) {
            double s = Math.sin(z);
            double c = Math.cos(z);
            return new double[] {s, c, -s, -c, s, c};
        }
    },
    /** z / (1 + exp(-z)), also called swish. */
    SILU {
        @Override
        public double[] derivatives(double z) {
            double s = 1 / (1 + Math.exp(-z));
            double p = s * (1 - s);
            double odd = 1 - 2 * s;
            double[] logistic = {s, p, p * odd, p * (1 - 6 * p), p * odd * (1 - 12 * p), p * (1 - 30 * p * (1 - 4 * p))
            };
            double[] f = new double[logistic.length];
            f[0] = z * s;
            for (int j = 1; j < f.length; j++) {
                f[j] = j * logistic[j - 1] + z * logistic[j];
            }
            return f;
        }
    },
    /** z Phi(z) with the normal distribution function Phi. */
    GELU {
        @Override
        public double[] derivatives(double z) {
            double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            double below = NormalDistribution.below(z);
            double q = z * z;
            return new double[] {
                z * below,
                below + z * density,
                (2 - q) * density,
                z * (q - 4) * density,
                (q * (7 - q) - 4) * density,
                z * (18 + q * (q - 11)) * density
            };
        }
    };

    /** Highest order of {@link #derivatives}. */
    public static final int HIGHEST = Derivative.HIGHEST + 1;

    /**
     * The function and its derivatives, in double precision.
     *
     * @param z any number
     * @return f(z), f'(z), ..., the derivative of order {@link #HIGHEST}
     */
    public abstract double[] derivatives(double z);
}
