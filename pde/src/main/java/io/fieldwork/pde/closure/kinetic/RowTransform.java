package io.fieldwork.pde.closure.kinetic;

import java.util.function.IntUnaryOperator;

/**
 * The discrete Fourier transform across the rows of an array, of many columns at a time: rows are arrays of their own, so
 * that each butterfly is a plain loop over two or three of them, which the compiler turns into vector instructions
 * (libraries transform one line after another and are several times slower here). Radix 2, after one stage of radix 3 if
 * need be; in place, so the forward transform leaves wavenumber k in the row {@link #place}, where the inverse expects
 * it. Neither is scaled.
 */
final class RowTransform {
    private static final double HALF_SQRT_3 = Math.sqrt(3) / 2;

    private final int size;
    private final int[] place;
    private final double[] cos;
    private final double[] sin;

    /** Transforms of a length that {@link #suits}. */
    RowTransform(int size) {
        if (!suits(size)) {
            throw new IllegalArgumentException("no power of two, nor three times one: " + size);
        }
        this.size = size;
        place = table(k -> place(k, size));
        cos = new double[size];
        sin = new double[size];
        for (int i = 0; i < size; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / size);
            sin[i] = Math.sin(2 * Math.PI * i / size);
        }
    }

    /** {@return whether a length is a power of two or three times one} */
    static boolean suits(int size) {
        int odd = size >> Integer.numberOfTrailingZeros(size);
        return size > 0 && (odd == 1 || odd == 3);
    }

    private int[] table(IntUnaryOperator function) {
        int[] result = new int[size];
        for (int i = 0; i < size; i++) {
            result[i] = function.applyAsInt(i);
        }
        return result;
    }

    private static int place(int k, int length) {
        if (length == 1) {
            return 0;
        }
        int radix = length % 3 == 0 ? 3 : 2;
        return k % radix * (length / radix) + place(k / radix, length / radix);
    }

    /** {@return the row of wavenumber k, which may be negative} */
    int place(int k) {
        return place[Math.floorMod(k, size)];
    }

    /** The sum of row j times e^{-2πijk/n} over j, in columns from one to below another. */
    void forward(Plane rows, int from, int to) {
        double[][] re = rows.re();
        double[][] im = rows.im();
        int length = size;
        if (length % 3 == 0) {
            length /= 3;
            for (int p = 0; p < length; p++) {
                threeThenTurn(re, im, p, length, from, to);
            }
        }
        for (; length > 1; length /= 2) {
            int half = length / 2;
            for (int block = 0; block < size; block += length) {
                plain(re[block], im[block], re[block + half], im[block + half], from, to);
                for (int p = 1; p < half; p++) {
                    int w = p * (size / length);
                    int a = block + p;
                    thenTurn(re[a], im[a], re[a + half], im[a + half], cos[w], -sin[w], from, to);
                }
            }
        }
    }

    /** The sum of wavenumber k times e^{2πijk/n} over k, in columns from one to below another. */
    void inverse(Plane rows, int from, int to) {
        double[][] re = rows.re();
        double[][] im = rows.im();
        int third = size % 3 == 0 ? size / 3 : size;
        for (int length = 2; length <= third; length *= 2) {
            int half = length / 2;
            for (int block = 0; block < size; block += length) {
                plain(re[block], im[block], re[block + half], im[block + half], from, to);
                for (int p = 1; p < half; p++) {
                    int w = p * (size / length);
                    int a = block + p;
                    turnFirst(re[a], im[a], re[a + half], im[a + half], cos[w], sin[w], from, to);
                }
            }
        }
        for (int p = 0; third < size && p < third; p++) {
            turnThenThree(re, im, p, third, from, to);
        }
    }

    /** Sum and difference of two rows. */
    private static void plain(double[] ar, double[] ai, double[] br, double[] bi, int from, int to) {
        for (int q = from; q < to; q++) {
            double r = ar[q] - br[q];
            double i = ai[q] - bi[q];
            ar[q] += br[q];
            ai[q] += bi[q];
            br[q] = r;
            bi[q] = i;
        }
    }

    /** Sum of two rows, and their difference times u + iv. */
    private static void thenTurn(
            double[] ar, double[] ai, double[] br, double[] bi, double u, double v, int from, int to) {
        for (int q = from; q < to; q++) {
            double r = ar[q] - br[q];
            double i = ai[q] - bi[q];
            ar[q] += br[q];
            ai[q] += bi[q];
            br[q] = r * u - i * v;
            bi[q] = r * v + i * u;
        }
    }

    /** Sum and difference of a row and u + iv times another. */
    private static void turnFirst(
            double[] ar, double[] ai, double[] br, double[] bi, double u, double v, int from, int to) {
        for (int q = from; q < to; q++) {
            double r = br[q] * u - bi[q] * v;
            double i = br[q] * v + bi[q] * u;
            br[q] = ar[q] - r;
            bi[q] = ai[q] - i;
            ar[q] += r;
            ai[q] += i;
        }
    }

    private void threeThenTurn(double[][] re, double[][] im, int p, int third, int from, int to) {
        three(re, im, p, third, 1, from, to);
        turn(re[p + third], im[p + third], cos[p], -sin[p], from, to);
        turn(re[p + 2 * third], im[p + 2 * third], cos[2 * p], -sin[2 * p], from, to);
    }

    private void turnThenThree(double[][] re, double[][] im, int p, int third, int from, int to) {
        turn(re[p + third], im[p + third], cos[p], sin[p], from, to);
        turn(re[p + 2 * third], im[p + 2 * third], cos[2 * p], sin[2 * p], from, to);
        three(re, im, p, third, -1, from, to);
    }

    /** Three rows become their transform, of which the sign is 1 forward and -1 back. */
    private static void three(double[][] re, double[][] im, int p, int third, int sign, int from, int to) {
        double[] ar = re[p];
        double[] ai = im[p];
        double[] br = re[p + third];
        double[] bi = im[p + third];
        double[] cr = re[p + 2 * third];
        double[] ci = im[p + 2 * third];
        double root = sign * HALF_SQRT_3;
        for (int q = from; q < to; q++) {
            double sr = br[q] + cr[q];
            double si = bi[q] + ci[q];
            double dr = root * (br[q] - cr[q]);
            double di = root * (bi[q] - ci[q]);
            double mr = ar[q] - 0.5 * sr;
            double mi = ai[q] - 0.5 * si;
            ar[q] += sr;
            ai[q] += si;
            br[q] = mr + di;
            bi[q] = mi - dr;
            cr[q] = mr - di;
            ci[q] = mi + dr;
        }
    }

    private static void turn(double[] r, double[] i, double u, double v, int from, int to) {
        for (int q = from; q < to; q++) {
            double x = r[q];
            r[q] = x * u - i[q] * v;
            i[q] = x * v + i[q] * u;
        }
    }
}
