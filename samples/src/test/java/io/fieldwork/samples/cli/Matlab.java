package io.fieldwork.samples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A writer of MATLAB's level 5: arrays of doubles, the first axis of which runs fastest. */
public final class Matlab {
    private static final int HEADER = 128;

    private Matlab() {}

    /** An array by its shape and its numbers, the last axis running fastest. */
    public record Numbers(double[] values, int... shape) {}

    /** Writes arrays in either byte order. */
    public static void write(Path file, Map<String, Numbers> arrays, ByteOrder order) throws IOException {
        int room = HEADER;
        for (Numbers numbers : arrays.values()) {
            room += 1024 + 8 * numbers.values().length;
        }
        ByteBuffer out = ByteBuffer.allocate(room).order(order);
        out.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII));
        out.position(HEADER - 4).putShort((short) 0x0100);
        out.putShort((short) ('M' << 8 | 'I'));
        arrays.forEach((name, numbers) -> matrix(out, name, numbers));
        Files.write(file, Arrays.copyOf(out.array(), out.position()));
    }

    private static void matrix(ByteBuffer out, String name, Numbers numbers) {
        int start = out.position();
        out.putInt(14).putInt(0);
        out.putInt(6).putInt(8).putInt(6).putInt(0);
        out.putInt(5).putInt(4 * numbers.shape().length);
        Arrays.stream(numbers.shape()).forEach(out::putInt);
        pad(out, start);
        byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
        out.putInt(1).putInt(letters.length).put(letters);
        pad(out, start);
        out.putInt(9).putInt(8 * numbers.values().length);
        int[] shape = numbers.shape();
        for (int i = 0; i < numbers.values().length; i++) {
            int rest = i;
            int at = 0;
            int[] index = new int[shape.length];
            for (int axis = 0; axis < shape.length; axis++) {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            for (int axis = 0; axis < shape.length; axis++) {
                at = at * shape[axis] + index[axis];
            }
            out.putDouble(numbers.values()[at]);
        }
        out.putInt(start + 4, out.position() - start - 8);
    }

    private static void pad(ByteBuffer out, int start) {
        while ((out.position() - start) % 8 != 0) {
            out.put((byte) 0);
        }
    }
}
