package io.fieldwork.fields.jet.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The chain rule along one coordinate, whole vectors at a time: z_1 to z_k to y_1 to y_k, and its adjoint, in place on the
 * gradients. f holds the derivatives of the nonlinearity, f^(j) at j step.
 */
final class FloatChains {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private FloatChains() {}

    /** y_1 = f' z_1. */
    static void first(float[] f, int step, int at, float[] z, float[] y, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            load(f, step + at + i).mul(load(z, p[1] + i)).intoArray(y, p[1] + i);
        }
    }

    /** y_1 to y_2. */
    static void second(float[] f, int step, int at, float[] z, float[] y, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector f1 = load(f, step + at + i);
            FloatVector f2 = load(f, 2 * step + at + i);
            FloatVector z1 = load(z, p[1] + i);
            f1.mul(z1).intoArray(y, p[1] + i);
            f1.fma(load(z, p[2] + i), f2.mul(z1).mul(z1)).intoArray(y, p[2] + i);
        }
    }

    /** y_1 to y_3. */
    static void third(float[] f, int step, int at, float[] z, float[] y, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector f1 = load(f, step + at + i);
            FloatVector f2 = load(f, 2 * step + at + i);
            FloatVector f3 = load(f, 3 * step + at + i);
            FloatVector z1 = load(z, p[1] + i);
            FloatVector z2 = load(z, p[2] + i);
            FloatVector q = z1.mul(z1);
            f1.mul(z1).intoArray(y, p[1] + i);
            f1.fma(z2, f2.mul(q)).intoArray(y, p[2] + i);
            f1.fma(load(z, p[3] + i), z1.mul(f3.fma(q, f2.mul(z2).mul(3)))).intoArray(y, p[3] + i);
        }
    }

    /** y_1 to y_4. */
    static void fourth(float[] f, int step, int at, float[] z, float[] y, int[] p, int length) {
        third(f, step, at, z, y, p, length);
        for (int i = 0; i < length; i += LANES) {
            FloatVector z1 = load(z, p[1] + i);
            FloatVector z2 = load(z, p[2] + i);
            FloatVector q = z1.mul(z1);
            FloatVector inner = z1.mul(4).fma(load(z, p[3] + i), z2.mul(z2).mul(3));
            FloatVector outer = load(f, 4 * step + at + i)
                    .fma(q, load(f, 3 * step + at + i).mul(z2).mul(6));
            FloatVector sum = load(f, 2 * step + at + i).fma(inner, q.mul(outer));
            load(f, step + at + i).fma(load(z, p[4] + i), sum).intoArray(y, p[4] + i);
        }
    }

    /** Gradients of z_0 and z_1 from those of y_1; that of z_0 is added to. */
    static void firstAdjoint(float[] f, int step, int at, float[] z, float[] g, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector g1 = load(g, p[1] + i);
            load(f, step + at + i).mul(g1).intoArray(g, p[1] + i);
            load(f, 2 * step + at + i)
                    .mul(load(z, p[1] + i))
                    .fma(g1, load(g, p[0] + i))
                    .intoArray(g, p[0] + i);
        }
    }

    /** The same for y_1 to y_2. */
    static void secondAdjoint(float[] f, int step, int at, float[] z, float[] g, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector f1 = load(f, step + at + i);
            FloatVector f2 = load(f, 2 * step + at + i);
            FloatVector z1 = load(z, p[1] + i);
            FloatVector g1 = load(g, p[1] + i);
            FloatVector g2 = load(g, p[2] + i);
            FloatVector f2z1 = f2.mul(z1);
            f1.mul(g2).intoArray(g, p[2] + i);
            f1.fma(g1, f2z1.add(f2z1).mul(g2)).intoArray(g, p[1] + i);
            FloatVector second = load(f, 3 * step + at + i).mul(z1).fma(z1, f2.mul(load(z, p[2] + i)));
            second.fma(g2, f2z1.fma(g1, load(g, p[0] + i))).intoArray(g, p[0] + i);
        }
    }

    /** The same for y_1 to y_3. */
    static void thirdAdjoint(float[] f, int step, int at, float[] z, float[] g, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector f2 = load(f, 2 * step + at + i);
            FloatVector f3 = load(f, 3 * step + at + i);
            FloatVector z1 = load(z, p[1] + i);
            FloatVector z2 = load(z, p[2] + i);
            FloatVector g3 = load(g, p[3] + i);
            FloatVector g3x3 = g3.mul(3);
            FloatVector f3z1 = f3.mul(z1);
            FloatVector cube = load(f, 4 * step + at + i)
                    .mul(z1)
                    .mul(z1)
                    .fma(z1, f3z1.mul(z2).mul(3));
            cube = f2.fma(load(z, p[3] + i), cube);
            cube.fma(g3, load(g, p[0] + i)).intoArray(g, p[0] + i);
            FloatVector more1 = f2.fma(z2, f3z1.mul(z1)).mul(g3x3);
            FloatVector more2 = f2.mul(z1).mul(g3x3);
            load(f, step + at + i).mul(g3).intoArray(g, p[3] + i);
            lower(f, step, at, z, g, p, i, more1, more2);
        }
    }

    /** The same for y_1 to y_4. */
    static void fourthAdjoint(float[] f, int step, int at, float[] z, float[] g, int[] p, int length) {
        for (int i = 0; i < length; i += LANES) {
            FloatVector f2 = load(f, 2 * step + at + i);
            FloatVector f3 = load(f, 3 * step + at + i);
            FloatVector f4 = load(f, 4 * step + at + i);
            FloatVector z1 = load(z, p[1] + i);
            FloatVector z2 = load(z, p[2] + i);
            FloatVector z3 = load(z, p[3] + i);
            FloatVector g3 = load(g, p[3] + i);
            FloatVector g4 = load(g, p[4] + i);
            FloatVector g3x3 = g3.mul(3);
            FloatVector q = z1.mul(z1);
            FloatVector z13 = z1.mul(z3).mul(4).add(z2.mul(z2).mul(3));
            FloatVector third = f2.fma(z3, z1.mul(f4.fma(q, f3.mul(z2).mul(3)))).mul(g3);
            FloatVector top =
                    load(f, 5 * step + at + i).fma(q, f4.mul(z2).mul(6)).mul(q);
            top = f2.fma(load(z, p[4] + i), f3.fma(z13, top));
            top.fma(g4, third.add(load(g, p[0] + i))).intoArray(g, p[0] + i);
            FloatVector both = f2.fma(z2, f3.mul(q));
            FloatVector f3z1 = f3.mul(z1);
            FloatVector cubic =
                    f2.fma(z3, f3z1.mul(z2).mul(3)).add(f4.mul(q).mul(z1)).mul(4);
            FloatVector more1 = both.fma(g3x3, cubic.mul(g4));
            FloatVector more2 = f2.mul(z1).fma(g3x3, both.mul(6).mul(g4));
            FloatVector f1 = load(f, step + at + i);
            f1.mul(g4).intoArray(g, p[4] + i);
            f1.fma(g3, f2.mul(z1).mul(4).mul(g4)).intoArray(g, p[3] + i);
            lower(f, step, at, z, g, p, i, more1, more2);
        }
    }

    /** The terms of orders one and two, added to the gradients of z_1 and z_2 from higher orders. */
    private static void lower(
            float[] f, int step, int at, float[] z, float[] g, int[] p, int i, FloatVector more1, FloatVector more2) {
        FloatVector f1 = load(f, step + at + i);
        FloatVector f2 = load(f, 2 * step + at + i);
        FloatVector z1 = load(z, p[1] + i);
        FloatVector g1 = load(g, p[1] + i);
        FloatVector g2 = load(g, p[2] + i);
        FloatVector f2z1 = f2.mul(z1);
        f1.fma(g2, more2).intoArray(g, p[2] + i);
        f1.fma(g1, f2z1.add(f2z1).fma(g2, more1)).intoArray(g, p[1] + i);
        FloatVector second = load(f, 3 * step + at + i).mul(z1).fma(z1, f2.mul(load(z, p[2] + i)));
        second.fma(g2, f2z1.fma(g1, load(g, p[0] + i))).intoArray(g, p[0] + i);
    }

    private static FloatVector load(float[] a, int at) {
        return FloatVector.fromArray(SPECIES, a, at);
    }
}
