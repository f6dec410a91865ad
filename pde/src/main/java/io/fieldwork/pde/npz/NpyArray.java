package io.fieldwork.pde.npz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array of numbers or strings in row-major order, as NumPy stores it. Its memory may be a mapped file; reading
 * copies.
 *
 * @param shape extents
 * @param type {@code <f4}, {@code <f8}, {@code <i4}, {@code <i8}, or {@code <U} with the greatest length of a string
 * (UTF-32)
 * @param data the bytes of the entries, little-endian
 */
public record NpyArray(int[] shape, String type, MemorySegment data) {
    private static final ValueLayout.OfFloat F4 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble F8 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I4 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong I8 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** {@return an array of a shape with a copy of its entries in single precision} */
    public static NpyArray of(float[] values, int... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(Float.BYTES, values.length)]);
        MemorySegment.copy(values, 0, data, F4, 0, values.length);
        return new NpyArray(shape, "<f4", data);
    }

    /** {@return an array of a shape with a copy of its entries in double precision} */
    public static NpyArray of(double[] values, int... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(Double.BYTES, values.length)]);
        MemorySegment.copy(values, 0, data, F8, 0, values.length);
        return new NpyArray(shape, "<f8", data);
    }

    /** {@return an array [words] of strings of the Basic Multilingual Plane} */
    public static NpyArray of(List<String> words) {
        int longest = words.stream().mapToInt(String::length).max().orElse(1);
        MemorySegment data = MemorySegment.ofArray(new byte[Integer.BYTES * longest * words.size()]);
        for (int i = 0; i < words.size(); i++) {
            for (int j = 0; j < words.get(i).length(); j++) {
                data.setAtIndex(I4, (long) i * longest + j, words.get(i).charAt(j));
            }
        }
        return new NpyArray(new int[] {words.size()}, "<U" + longest, data);
    }

    /** {@return whether its entries are numbers rather than strings} */
    public boolean isNumeric() {
        return !type.startsWith("<U");
    }

    /** {@return the number of entries, which is the product of the extents} */
    public long size() {
        return Arrays.stream(shape).asLongStream().reduce(1, (p, q) -> p * q);
    }

    /** Fills an array with numbers in single precision, from the entry of an index on. */
    public void read(long from, float[] into) {
        if (type.equals("<f4")) {
            MemorySegment.copy(data, F4, Float.BYTES * from, into, 0, into.length);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) number(from + i);
        }
    }

    /** {@return a copy of all numbers in double precision} */
    public double[] numbers() {
        double[] values = new double[Math.toIntExact(size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(i);
        }
        return values;
    }

    private double number(long index) {
        return switch (type) {
            case "<f4" -> data.getAtIndex(F4, index);
            case "<f8" -> data.getAtIndex(F8, index);
            case "<i4" -> data.getAtIndex(I4, index);
            case "<i8" -> data.getAtIndex(I8, index);
            default -> throw new IllegalStateException("an array of type " + type + " holds no numbers");
        };
    }

    /** {@return a copy of all strings} */
    public List<String> words() {
        int longest = Integer.parseInt(type.substring(2));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = 0; j < longest; j++) {
                word.appendCodePoint(data.getAtIndex(I4, (long) i * longest + j));
            }
            words.add(word.toString().replace("\0", ""));
        }
        return words;
    }
}
