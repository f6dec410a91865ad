package io.fieldwork.fields.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.fieldwork.fields.tensor.Memory;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector instructions along the rows of a factorised grid: at addresses that were checked, and in arrays. A row is a
 * multiple of four numbers; what is left of it behind the widest vectors is taken by fours.
 */
final class FactorVectors {
    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private FactorVectors() {}

    private static int wide(int rank) {
        return rank / WIDE.length() * WIDE.length();
    }

    private static FloatVector wide(long row, int k) {
        return FloatVector.fromMemorySegment(WIDE, Memory.ALL, row + 4L * k, ORDER);
    }

    private static FloatVector four(long row, int k) {
        return FloatVector.fromMemorySegment(FOUR, Memory.ALL, row + 4L * k, ORDER);
    }

    private static FloatVector wideLine(long row, long next, float u, int k) {
        return wide(row, k).mul(1 - u).add(wide(next, k).mul(u));
    }

    private static FloatVector fourLine(long row, long next, float u, int k) {
        return four(row, k).mul(1 - u).add(four(next, k).mul(u));
    }

    /** to = (1 - u) row + u next, of rows at two addresses. */
    static void line(long row, long next, float u, float[] to, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            wideLine(row, next, u, k).intoArray(to, k);
        }
        for (int k = wide; k < rank; k += 4) {
            fourLine(row, next, u, k).intoArray(to, k);
        }
    }

    /** The bilinear mean of a row, the next one, and those a distance above both. */
    static void plane(long row, long next, long up, float u, float v, float[] to, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            FloatVector high = wideLine(row + up, next + up, u, k).mul(v);
            wideLine(row, next, u, k).mul(1 - v).add(high).intoArray(to, k);
        }
        for (int k = wide; k < rank; k += 4) {
            FloatVector high = fourLine(row + up, next + up, u, k).mul(v);
            fourLine(row, next, u, k).mul(1 - v).add(high).intoArray(to, k);
        }
    }

    /** to *= factor. */
    static void multiply(float[] to, float[] factor, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            FloatVector.fromArray(WIDE, to, k)
                    .mul(FloatVector.fromArray(WIDE, factor, k))
                    .intoArray(to, k);
        }
        for (int k = wide; k < rank; k += 4) {
            FloatVector.fromArray(FOUR, to, k)
                    .mul(FloatVector.fromArray(FOUR, factor, k))
                    .intoArray(to, k);
        }
    }

    /** to *= row. */
    static void multiply(float[] to, long row, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            FloatVector.fromArray(WIDE, to, k).mul(wide(row, k)).intoArray(to, k);
        }
        for (int k = wide; k < rank; k += 4) {
            FloatVector.fromArray(FOUR, to, k).mul(four(row, k)).intoArray(to, k);
        }
    }

    /** row += weight d. */
    static void add(long row, float weight, float[] d, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            FloatVector more = FloatVector.fromArray(WIDE, d, k).mul(weight);
            wide(row, k).add(more).intoMemorySegment(Memory.ALL, row + 4L * k, ORDER);
        }
        for (int k = wide; k < rank; k += 4) {
            FloatVector more = FloatVector.fromArray(FOUR, d, k).mul(weight);
            four(row, k).add(more).intoMemorySegment(Memory.ALL, row + 4L * k, ORDER);
        }
    }

    /** row = values. */
    static void store(float[] values, long row, int rank) {
        int wide = wide(rank);
        for (int k = 0; k < wide; k += WIDE.length()) {
            FloatVector.fromArray(WIDE, values, k).intoMemorySegment(Memory.ALL, row + 4L * k, ORDER);
        }
        for (int k = wide; k < rank; k += 4) {
            FloatVector.fromArray(FOUR, values, k).intoMemorySegment(Memory.ALL, row + 4L * k, ORDER);
        }
    }

    /** The sum of some values, in an order that no vector length changes. */
    static float sum(float[] values, int rank) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int k = 0; k < rank; k += 4) {
            a += values[k];
            b += values[k + 1];
            c += values[k + 2];
            d += values[k + 3];
        }
        return (a + b) + (c + d);
    }

    /** The inner product with a row. */
    static float dot(long row, float[] d, int rank) {
        float even = 0;
        float odd = 0;
        for (int k = 0; k < rank; k += 2) {
            even += d[k] * Memory.ALL.get(JAVA_FLOAT, row + 4L * k);
            odd += d[k + 1] * Memory.ALL.get(JAVA_FLOAT, row + 4L * k + 4);
        }
        return even + odd;
    }
}
