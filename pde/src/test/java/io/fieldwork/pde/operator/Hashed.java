package io.fieldwork.pde.operator;

/** Reproducible numbers in [-1, 1) from a name and an index, the same in the fixtures of other programs. */
final class Hashed {
    private static final long WORD = 0xFFFFFFFFL;

    private Hashed() {}

    static double[] draws(String name, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            long h = (i * 2654435761L + (name.hashCode() & WORD)) & WORD;
            h ^= h >> 16;
            h = h * 0x7feb352dL & WORD;
            h ^= h >> 15;
            h = h * 0x846ca68bL & WORD;
            h ^= h >> 16;
            values[i] = h / 0x1p31 - 1;
        }
        return values;
    }
}
