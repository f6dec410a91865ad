package io.fieldwork.fields.npz;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.store.AtomicFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * An array of numbers or strings, as NumPy and MATLAB store it. Its memory may be a mapped file; reading copies.
 *
 * @param shape extents
 * @param type NumPy's name of the type: byte order ({@code <}, {@code >} or {@code |}), then {@code f2}, {@code f4},
 * {@code f8}, {@code i1} to {@code i8}, {@code u1} to {@code u8}, {@code b1}, or {@code U} with the greatest length of a
 * string (UTF-32)
 * @param columnMajor whether the first axis runs fastest in memory (Fortran, MATLAB) rather than the last
 * @param data the bytes of the entries
 */
public record NpyArray(int[] shape, String type, boolean columnMajor, MemorySegment data) {
    private static final ValueLayout.OfFloat F4 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble F8 = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I4 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Stands for what is no character. */
    private static final int REPLACEMENT = 0xFFFD;

    /** {@return an array of a shape with a copy of its entries in single precision} */
    public static NpyArray of(float[] values, int... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(Float.BYTES, values.length)]);
        MemorySegment.copy(values, 0, data, F4, 0, values.length);
        return new NpyArray(shape, "<f4", false, data);
    }

    /** {@return an array of a shape with a copy of its entries in double precision} */
    public static NpyArray of(double[] values, int... shape) {
        MemorySegment data = MemorySegment.ofArray(new byte[Math.multiplyExact(Double.BYTES, values.length)]);
        MemorySegment.copy(values, 0, data, F8, 0, values.length);
        return new NpyArray(shape, "<f8", false, data);
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
        return new NpyArray(new int[] {words.size()}, "<U" + longest, false, data);
    }

    /**
     * {@return the array of an NPY file, mapped; the file must not change as long as it is in use}
     *
     * @throws UserError if it is not there, cannot be read or is damaged
     */
    public static NpyArray map(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return NpyFormat.parse(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be read (" + UserError.reason(e) + ").", e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserError("The file " + file + " cannot be used: " + UserError.reason(e) + ".", e);
        }
    }

    /**
     * Writes an NPY file atomically.
     *
     * @throws UserError if it cannot be written
     */
    public void write(Path file) {
        try {
            AtomicFile.write(file, out -> {
                out.write(NpyFormat.header(this));
                out.write(data.toArray(ValueLayout.JAVA_BYTE));
            });
        } catch (IOException e) {
            throw new UserError("The file " + file + " cannot be written (" + UserError.reason(e) + ").", e);
        }
    }

    /** {@return whether its entries are numbers rather than strings} */
    public boolean isNumeric() {
        return type.charAt(1) != 'U';
    }

    /** {@return the number of entries, which is the product of the extents} */
    public long size() {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    /** {@return for each axis, how many entries lie between neighbours in memory} */
    public long[] strides() {
        return strides(shape, columnMajor);
    }

    /** {@return the strides of an array of a shape whose first or last axis runs fastest} */
    public static long[] strides(int[] shape, boolean columnMajor) {
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = 0; i < shape.length; i++) {
            int axis = columnMajor ? i : shape.length - 1 - i;
            strides[axis] = step;
            step *= shape[axis];
        }
        return strides;
    }

    /** {@return the number at a position in memory, counted in entries; for arrays of numbers} */
    public LongToDoubleFunction reader() {
        NumberType number = NumberType.of(type)
                .orElseThrow(() -> new IllegalStateException("an array of type " + type + " holds no numbers"));
        boolean swap = type.charAt(0) == '>';
        return index -> number.get(data, index, swap);
    }

    /** Fills an array with numbers in single precision as they lie in memory, from an entry on. */
    public void read(long from, float[] into) {
        if (type.equals("<f4")) {
            MemorySegment.copy(data, F4, Float.BYTES * from, into, 0, into.length);
            return;
        }
        LongToDoubleFunction numbers = reader();
        for (int i = 0; i < into.length; i++) {
            into[i] = (float) numbers.applyAsDouble(from + i);
        }
    }

    /** {@return a copy of all numbers in double precision, the last axis running fastest} */
    public double[] numbers() {
        double[] values = new double[Math.toIntExact(size())];
        LongToDoubleFunction numbers = reader();
        long[] strides = strides();
        for (int i = 0; i < values.length; i++) {
            long at = 0;
            int rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }
            values[i] = numbers.applyAsDouble(at);
        }
        return values;
    }

    /** {@return a copy of all strings} */
    public List<String> words() {
        int longest = Integer.parseInt(type.substring(2));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            StringBuilder word = new StringBuilder();
            for (int j = 0; j < longest; j++) {
                int point = data.getAtIndex(I4, (long) i * longest + j);
                int known = type.charAt(0) == '>' ? Integer.reverseBytes(point) : point;
                word.appendCodePoint(Character.isValidCodePoint(known) ? known : REPLACEMENT);
            }
            words.add(word.toString().replace("\0", ""));
        }
        return words;
    }
}
