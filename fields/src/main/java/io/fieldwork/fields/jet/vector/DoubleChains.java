package io.fieldwork.fields.jet.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The chain rule along one coordinate, whole vectors at a time: z_1 to z_k to y_1 to y_k, and its adjoint, in place on the
 * gradients. f holds the derivatives of the nonlinearity, f^(j) at j step.
 */
final class DoubleChains {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private DoubleChains() {}

    /** y_1 = f' z_1. */
    static void first(double[] f, int step, int at, double[] z, double[] y, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            load(f, step + at + i).mul(load(z, p[1] + i)).intoArray(y, p[1] + i);
        }
    }

    /** y_1 to y_2. */
    static void second(double[] f, int step, int at, double[] z, double[] y, int[] p, int length) {
        int p1 = p[1];
        int p2 = p[2];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f1 = load(f, step + at + i);
            DoubleVector f2 = load(f, 2 * step + at + i);
            DoubleVector z1 = load(z, p1 + i);
            f1.mul(z1).intoArray(y, p1 + i);
            f1.fma(load(z, p2 + i), f2.mul(z1).mul(z1)).intoArray(y, p2 + i);
        }
    }

    /** y_1 to y_3. */
    static void third(double[] f, int step, int at, double[] z, double[] y, int[] p, int length) {
        int p1 = p[1];
        int p2 = p[2];
        int p3 = p[3];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f1 = load(f, step + at + i);
            DoubleVector f2 = load(f, 2 * step + at + i);
            DoubleVector f3 = load(f, 3 * step + at + i);
            DoubleVector z1 = load(z, p1 + i);
            DoubleVector z2 = load(z, p2 + i);
            DoubleVector q = z1.mul(z1);
            f1.mul(z1).intoArray(y, p1 + i);
            f1.fma(z2, f2.mul(q)).intoArray(y, p2 + i);
            f1.fma(load(z, p3 + i), z1.mul(f3.fma(q, f2.mul(z2).mul(3)))).intoArray(y, p3 + i);
        }
    }

    /** y_1 to y_4. */
    static void fourth(double[] f, int step, int at, double[] z, double[] y, int[] p, int length) {
        third(f, step, at, z, y, p, length);
        int p1 = p[1];
        int p2 = p[2];
        int p3 = p[3];
        int p4 = p[4];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector z1 = load(z, p1 + i);
            DoubleVector z2 = load(z, p2 + i);
            DoubleVector q = z1.mul(z1);
            DoubleVector inner = z1.mul(4).fma(load(z, p3 + i), z2.mul(z2).mul(3));
            DoubleVector outer = load(f, 4 * step + at + i)
                    .fma(q, load(f, 3 * step + at + i).mul(z2).mul(6));
            DoubleVector sum = load(f, 2 * step + at + i).fma(inner, q.mul(outer));
            load(f, step + at + i).fma(load(z, p4 + i), sum).intoArray(y, p4 + i);
        }
    }

    /** Gradients of z_0 and z_1 from those of y_1; that of z_0 is added to. */
    static void firstAdjoint(double[] f, int step, int at, double[] z, double[] g, int[] p, int length) {
        int p0 = p[0];
        int p1 = p[1];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector g1 = load(g, p1 + i);
            load(f, step + at + i).mul(g1).intoArray(g, p1 + i);
            load(f, 2 * step + at + i)
                    .mul(load(z, p1 + i))
                    .fma(g1, load(g, p0 + i))
                    .intoArray(g, p0 + i);
        }
    }

    /** The same for y_1 to y_2. */
    static void secondAdjoint(double[] f, int step, int at, double[] z, double[] g, int[] p, int length) {
        int p0 = p[0];
        int p1 = p[1];
        int p2 = p[2];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f1 = load(f, step + at + i);
            DoubleVector f2 = load(f, 2 * step + at + i);
            DoubleVector z1 = load(z, p1 + i);
            DoubleVector g1 = load(g, p1 + i);
            DoubleVector g2 = load(g, p2 + i);
            DoubleVector f2z1 = f2.mul(z1);
            f1.mul(g2).intoArray(g, p2 + i);
            f1.fma(g1, f2z1.add(f2z1).mul(g2)).intoArray(g, p1 + i);
            DoubleVector second = load(f, 3 * step + at + i).mul(z1).fma(z1, f2.mul(load(z, p2 + i)));
            second.fma(g2, f2z1.fma(g1, load(g, p0 + i))).intoArray(g, p0 + i);
        }
    }

    /** The same for y_1 to y_3. */
    static void thirdAdjoint(double[] f, int step, int at, double[] z, double[] g, int[] p, int length) {
        int p0 = p[0];
        int p3 = p[3];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f2 = load(f, 2 * step + at + i);
            DoubleVector f3 = load(f, 3 * step + at + i);
            DoubleVector z1 = load(z, p[1] + i);
            DoubleVector z2 = load(z, p[2] + i);
            DoubleVector g3 = load(g, p3 + i);
            DoubleVector g3x3 = g3.mul(3);
            DoubleVector f3z1 = f3.mul(z1);
            DoubleVector cube = load(f, 4 * step + at + i)
                    .mul(z1)
                    .mul(z1)
                    .fma(z1, f3z1.mul(z2).mul(3));
            cube = f2.fma(load(z, p3 + i), cube);
            cube.fma(g3, load(g, p0 + i)).intoArray(g, p0 + i);
            DoubleVector more1 = f2.fma(z2, f3z1.mul(z1)).mul(g3x3);
            DoubleVector more2 = f2.mul(z1).mul(g3x3);
            load(f, step + at + i).mul(g3).intoArray(g, p3 + i);
            lower(f, step, at, z, g, p, i, more1, more2);
        }
    }

    /** The same for y_1 to y_4. */
    static void fourthAdjoint(double[] f, int step, int at, double[] z, double[] g, int[] p, int length) {
        int p0 = p[0];
        int p4 = p[4];
        for (int i = 0; i < length; i += LANES) {
            DoubleVector f2 = load(f, 2 * step + at + i);
            DoubleVector f3 = load(f, 3 * step + at + i);
            DoubleVector f4 = load(f, 4 * step + at + i);
            DoubleVector z1 = load(z, p[1] + i);
            DoubleVector z2 = load(z, p[2] + i);
            DoubleVector z3 = load(z, p[3] + i);
            DoubleVector g3 = load(g, p[3] + i);
            DoubleVector g4 = load(g, p4 + i);
            DoubleVector g3x3 = g3.mul(3);
            DoubleVector q = z1.mul(z1);
            DoubleVector z13 = z1.mul(z3).mul(4).add(z2.mul(z2).mul(3));
            DoubleVector third =
                    f2.fma(z3, z1.mul(f4.fma(q, f3.mul(z2).mul(3)))).mul(g3);
            DoubleVector top =
                    load(f, 5 * step + at + i).fma(q, f4.mul(z2).mul(6)).mul(q);
            top = f2.fma(load(z, p4 + i), f3.fma(z13, top));
            top.fma(g4, third.add(load(g, p0 + i))).intoArray(g, p0 + i);
            DoubleVector both = f2.fma(z2, f3.mul(q));
            DoubleVector f3z1 = f3.mul(z1);
            DoubleVector cubic =
                    f2.fma(z3, f3z1.mul(z2).mul(3)).add(f4.mul(q).mul(z1)).mul(4);
            DoubleVector more1 = both.fma(g3x3, cubic.mul(g4));
            DoubleVector more2 = f2.mul(z1).fma(g3x3, both.mul(6).mul(g4));
            DoubleVector f1 = load(f, step + at + i);
            f1.mul(g4).intoArray(g, p4 + i);
            f1.fma(g3, f2.mul(z1).mul(4).mul(g4)).intoArray(g, p[3] + i);
            lower(f, step, at, z, g, p, i, more1, more2);
        }
    }

    /** What orders one and two add, with more gradient of z_1 and z_2 from above. */
    private static void lower(
            double[] f,
            int step,
            int at,
            double[] z,
            double[] g,
            int[] p,
            int i,
            DoubleVector more1,
            DoubleVector more2) {
        DoubleVector f1 = load(f, step + at + i);
        DoubleVector f2 = load(f, 2 * step + at + i);
        DoubleVector z1 = load(z, p[1] + i);
        DoubleVector g1 = load(g, p[1] + i);
        DoubleVector g2 = load(g, p[2] + i);
        DoubleVector f2z1 = f2.mul(z1);
        f1.fma(g2, more2).intoArray(g, p[2] + i);
        f1.fma(g1, f2z1.add(f2z1).fma(g2, more1)).intoArray(g, p[1] + i);
        DoubleVector second = load(f, 3 * step + at + i).mul(z1).fma(z1, f2.mul(load(z, p[2] + i)));
        second.fma(g2, f2z1.fma(g1, load(g, p[0] + i))).intoArray(g, p[0] + i);
    }

    private static DoubleVector load(double[] a, int at) {
        return DoubleVector.fromArray(SPECIES, a, at);
    }
}
