package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.tensor.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Table rows and interpolation weights of the eight vertices around each point of a block, on one level. Corner c has
 * offset (c&1, c>>1&1, c>>2&1); entry c * BLOCK + p belongs to corner c of point p. About 90 operations a point, a
 * vector of points at a time.
 */
final class HashGridCorners {
    static final int BLOCK = 128;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final int PRIME_Y = (int) 2654435761L;
    private static final int PRIME_Z = 805459861;

    final int[] row = new int[8 * BLOCK];
    final float[] weight = new float[8 * BLOCK];
    final float[][] coordinate = new float[3][BLOCK];
    final float[][] part = new float[3][BLOCK];
    private final int[][] cell = new int[3][BLOCK];

    /** Takes the coordinates of some points; the rest of the block is filled with zeros. */
    void load(MemorySegment x, long first, int points) {
        long from = Memory.address(x, 12 * first, 12L * points);
        for (int p = 0; p < points; p++) {
            long at = from + 12L * p;
            coordinate[0][p] = Memory.ALL.get(JAVA_FLOAT, at);
            coordinate[1][p] = Memory.ALL.get(JAVA_FLOAT, at + 4);
            coordinate[2][p] = Memory.ALL.get(JAVA_FLOAT, at + 8);
        }
        for (float[] axis : coordinate) {
            Arrays.fill(axis, points, BLOCK, 0);
        }
    }

    /** Finds the corners of the points in {@link #coordinate}, the whole block. */
    void locate(HashGridLayout.Level level) {
        for (int axis = 0; axis < 3; axis++) {
            split(coordinate[axis], level.scale(), cell[axis], part[axis]);
        }
        weigh(part[0], part[1], part[2], weight);
        if (level.dense()) {
            dense(cell[0], cell[1], cell[2], row, level.resolution(), level.rows());
        } else {
            hash(cell[0], cell[1], cell[2], row, level.rows() - 1);
        }
    }

    /** Cell and fraction of x scale + 1/2. */
    private static void split(float[] x, float scale, int[] cell, float[] part) {
        for (int p = 0; p < BLOCK; p += FLOATS.length()) {
            FloatVector position =
                    FloatVector.fromArray(FLOATS, x, p).mul(scale).add(0.5f);
            IntVector truncated = (IntVector) position.convert(VectorOperators.F2I, 0);
            FloatVector rounded = (FloatVector) truncated.convert(VectorOperators.I2F, 0);
            VectorMask<Float> above = rounded.compare(VectorOperators.GT, position);
            truncated.sub(1, above.cast(INTS)).intoArray(cell, p);
            position.sub(rounded.sub(1, above)).intoArray(part, p);
        }
    }

    private static void weigh(float[] x, float[] y, float[] z, float[] weight) {
        for (int p = 0; p < BLOCK; p += FLOATS.length()) {
            FloatVector x1 = FloatVector.fromArray(FLOATS, x, p);
            FloatVector y1 = FloatVector.fromArray(FLOATS, y, p);
            FloatVector z1 = FloatVector.fromArray(FLOATS, z, p);
            FloatVector x0 = FloatVector.broadcast(FLOATS, 1).sub(x1);
            FloatVector y0 = FloatVector.broadcast(FLOATS, 1).sub(y1);
            FloatVector z0 = FloatVector.broadcast(FLOATS, 1).sub(z1);
            FloatVector y0z0 = y0.mul(z0);
            FloatVector y1z0 = y1.mul(z0);
            FloatVector y0z1 = y0.mul(z1);
            FloatVector y1z1 = y1.mul(z1);
            x0.mul(y0z0).intoArray(weight, p);
            x1.mul(y0z0).intoArray(weight, BLOCK + p);
            x0.mul(y1z0).intoArray(weight, 2 * BLOCK + p);
            x1.mul(y1z0).intoArray(weight, 3 * BLOCK + p);
            x0.mul(y0z1).intoArray(weight, 4 * BLOCK + p);
            x1.mul(y0z1).intoArray(weight, 5 * BLOCK + p);
            x0.mul(y1z1).intoArray(weight, 6 * BLOCK + p);
            x1.mul(y1z1).intoArray(weight, 7 * BLOCK + p);
        }
    }

    private static void hash(int[] x, int[] y, int[] z, int[] row, int mask) {
        for (int p = 0; p < BLOCK; p += INTS.length()) {
            IntVector x0 = IntVector.fromArray(INTS, x, p);
            IntVector x1 = x0.add(1);
            IntVector y0 = IntVector.fromArray(INTS, y, p).mul(PRIME_Y);
            IntVector y1 = y0.add(PRIME_Y);
            IntVector z0 = IntVector.fromArray(INTS, z, p).mul(PRIME_Z);
            IntVector z1 = z0.add(PRIME_Z);
            pair(x0, x1, y0.lanewise(VectorOperators.XOR, z0), mask, row, p);
            pair(x0, x1, y1.lanewise(VectorOperators.XOR, z0), mask, row, 2 * BLOCK + p);
            pair(x0, x1, y0.lanewise(VectorOperators.XOR, z1), mask, row, 4 * BLOCK + p);
            pair(x0, x1, y1.lanewise(VectorOperators.XOR, z1), mask, row, 6 * BLOCK + p);
        }
    }

    private static void pair(IntVector x0, IntVector x1, IntVector yz, int mask, int[] row, int at) {
        x0.lanewise(VectorOperators.XOR, yz).and(mask).intoArray(row, at);
        x1.lanewise(VectorOperators.XOR, yz).and(mask).intoArray(row, BLOCK + at);
    }

    private static void dense(int[] x, int[] y, int[] z, int[] row, int side, int rows) {
        VectorMask<Integer> outside = INTS.maskAll(false);
        for (int p = 0; p < BLOCK; p += INTS.length()) {
            IntVector first = IntVector.fromArray(INTS, z, p)
                    .mul(side)
                    .add(IntVector.fromArray(INTS, y, p))
                    .mul(side)
                    .add(IntVector.fromArray(INTS, x, p));
            for (int c = 0; c < 8; c++) {
                IntVector vertex = first.add((c & 1) + side * ((c >> 1 & 1) + side * (c >> 2)));
                outside = outside.or(vertex.compare(VectorOperators.UGE, rows));
                vertex.intoArray(row, c * BLOCK + p);
            }
        }
        if (outside.anyTrue()) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Integer.remainderUnsigned(row[i], rows);
            }
        }
    }
}
