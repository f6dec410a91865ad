package io.fieldwork.render.load;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** A hash table over the numbers 0, 1, 2... of things that may be equal. */
final class Distinct {
    /** Whether two things are equal, by their numbers. */
    @FunctionalInterface
    interface Equality {
        boolean test(int one, int other);
    }

    private Distinct() {}

    /** For each thing the number of the first that is equal to it. */
    static int[] first(int count, IntUnaryOperator hash, Equality equal) {
        int mask = Integer.highestOneBit(Math.max(1, Math.min(count, 1 << 28))) * 4 - 1;
        int[] table = new int[mask + 1];
        Arrays.fill(table, -1);
        int[] first = new int[count];
        for (int i = 0; i < count; i++) {
            int at = spread(hash.applyAsInt(i)) & mask;
            while (table[at] >= 0 && !equal.test(table[at], i)) {
                at = (at + 1) & mask;
            }
            table[at] = table[at] < 0 ? i : table[at];
            first[i] = table[at];
        }
        return first;
    }

    private static int spread(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ h >>> 15;
    }
}
