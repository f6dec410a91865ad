package io.fieldwork.pde.closure.kinetic;

import java.util.Arrays;

/**
 * A complex field as rows of real and imaginary parts.
 *
 * @param re real parts [rows][columns]
 * @param im imaginary parts [rows][columns]
 */
record Plane(double[][] re, double[][] im) {
    /** {@return zeros} */
    static Plane zeros(int rows, int columns) {
        return new Plane(new double[rows][columns], new double[rows][columns]);
    }

    /** {@return so many planes of zeros} */
    static Plane[] zeros(int count, int rows, int columns) {
        Plane[] result = new Plane[count];
        Arrays.setAll(result, _ -> zeros(rows, columns));
        return result;
    }

    /** Takes over the values of another plane of the same size. */
    void set(Plane other) {
        for (int r = 0; r < re.length; r++) {
            System.arraycopy(other.re[r], 0, re[r], 0, re[r].length);
            System.arraycopy(other.im[r], 0, im[r], 0, im[r].length);
        }
    }

    /** {@return whether another plane holds the same numbers, bit for bit} */
    boolean same(Plane other) {
        return Arrays.deepEquals(re, other.re) && Arrays.deepEquals(im, other.im);
    }
}
