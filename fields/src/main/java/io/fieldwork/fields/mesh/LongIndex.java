package io.fieldwork.fields.mesh;

import java.util.Arrays;

/** Numbers from 0 for keys that are not negative, in the order in which they come: a hash table with open addresses. */
final class LongIndex {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] keys;
    private int[] numbers;
    private long[] order;
    private int count;

    /** An index with room for some keys; it grows. */
    LongIndex(int expected) {
        int capacity = Integer.highestOneBit(Math.max(expected, 8)) << 2;
        keys = new long[capacity];
        numbers = new int[capacity];
        order = new long[capacity / 2 + 1];
        Arrays.fill(numbers, -1);
    }

    /** The number of a key, a new one if it has none yet: then it is what {@link #size} was before. */
    int add(long key) {
        int at = place(key);
        if (numbers[at] >= 0) {
            return numbers[at];
        }
        keys[at] = key;
        order[count] = key;
        numbers[at] = count++;
        if (2 * count > keys.length) {
            grow();
        }
        return count - 1;
    }

    /** The number of a key, -1 if it has none. */
    int find(long key) {
        return numbers[place(key)];
    }

    /** The key of a number. */
    long key(int number) {
        return order[number];
    }

    int size() {
        return count;
    }

    private int place(long key) {
        long mixed = key * MIX;
        int at = (int) (mixed ^ mixed >>> 32) & keys.length - 1;
        while (numbers[at] >= 0 && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        order = Arrays.copyOf(order, keys.length / 2 + 1);
        Arrays.fill(numbers, -1);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] >= 0) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                numbers[at] = oldNumbers[i];
            }
        }
    }
}
