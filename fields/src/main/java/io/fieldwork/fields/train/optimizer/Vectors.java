package io.fieldwork.fields.train.optimizer;

/** Arithmetic of vectors in double precision; sums are taken in a fixed order. */
final class Vectors {
    private static final int LANES = 8;

    private Vectors() {}

    /** x^T y, in eight partial sums. */
    static double dot(double[] x, double[] y) {
        double[] sums = new double[LANES];
        int whole = x.length - x.length % LANES;
        for (int i = 0; i < whole; i += LANES) {
            for (int k = 0; k < LANES; k++) {
                sums[k] += x[i + k] * y[i + k];
            }
        }
        double sum = 0;
        for (int k = 0; k < LANES; k++) {
            sum += sums[k];
        }
        for (int i = whole; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    static double[] scaled(double[] x, double factor) {
        double[] scaled = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            scaled[i] = factor * x[i];
        }
        return scaled;
    }

    /** x + a y. */
    static double[] along(double[] x, double a, double[] y) {
        double[] sum = x.clone();
        add(sum, a, y);
        return sum;
    }

    /** x becomes x + a y. */
    static void add(double[] x, double a, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += a * y[i];
        }
    }
}
