package io.fieldwork.samples.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to files: a few random changes of bytes, numbers, digits, pieces and length. */
final class Mutation {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0xffff,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x7ff8000000000000L
    };
    private static final String[] WORDS = {
        "-1", "0", "99999999", "2147483648", "1e999", "nan", "inf", "{", "[", "\"", "\n", " ", "null", "\0"
    };

    private final SplittableRandom random;
    private byte[] bytes;

    private Mutation(byte[] bytes, long seed) {
        this.bytes = bytes.clone();
        random = new SplittableRandom(seed);
    }

    /** A damaged copy, a function of the seed. */
    static byte[] of(byte[] file, long seed) {
        Mutation mutation = new Mutation(file, seed);
        for (int changes = 1 + mutation.random.nextInt(4); changes > 0; changes--) {
            mutation.change();
        }
        return mutation.bytes;
    }

    private void change() {
        int at = random.nextInt(bytes.length + 1);
        int length = random.nextInt(1 << random.nextInt(6));
        switch (random.nextInt(8)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> replace(at, length, new byte[0]);
            case 2 ->
                replace(
                        at,
                        0,
                        Arrays.copyOfRange(bytes, Math.min(at, bytes.length), Math.min(at + length, bytes.length)));
            case 3 -> replace(at, random.nextInt(4), WORDS[random.nextInt(WORDS.length)].getBytes());
            case 4 -> number(at, 1 << random.nextInt(4));
            case 5 -> replace(at, 1, new byte[] {(byte) random.nextInt(256)});
            case 6 -> digit(at);
            default -> replace(at, 1, new byte[] {at < bytes.length ? (byte) (bytes[at] ^ 1 << random.nextInt(8)) : 0});
        }
    }

    private void replace(int at, int length, byte[] by) {
        int end = Math.min(bytes.length, at + length);
        byte[] all = Arrays.copyOf(bytes, at + by.length + bytes.length - end);
        System.arraycopy(by, 0, all, at, by.length);
        System.arraycopy(bytes, end, all, at + by.length, bytes.length - end);
        bytes = all;
    }

    /** A number of 1, 2, 4 or 8 bytes in either order, at an even place. */
    private void number(int near, int size) {
        int at = near & -size;
        if (at + size <= bytes.length) {
            long value = NUMBERS[random.nextInt(NUMBERS.length)];
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, value);
            boolean big = random.nextBoolean();
            for (int i = 0; i < size; i++) {
                bytes[at + (big ? size - 1 - i : i)] = number.get(i);
            }
        }
    }

    private void digit(int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                bytes[i] = (byte) ('0' + random.nextInt(10));
                return;
            }
        }
    }
}
