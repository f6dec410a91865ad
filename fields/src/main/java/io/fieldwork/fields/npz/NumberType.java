package io.fieldwork.fields.npz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A type of numbers that arrays are stored in, in either byte order. */
public enum NumberType {
    B1(1, (data, at, swap) -> data.get(ValueLayout.JAVA_BYTE, at) == 0 ? 0 : 1),
    I1(1, (data, at, swap) -> data.get(ValueLayout.JAVA_BYTE, at)),
    U1(1, (data, at, swap) -> Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at))),
    I2(2, NumberType::word),
    U2(2, (data, at, swap) -> Short.toUnsignedInt(word(data, at, swap))),
    F2(2, (data, at, swap) -> Float.float16ToFloat(word(data, at, swap))),
    I4(4, NumberType::bits),
    U4(4, (data, at, swap) -> Integer.toUnsignedLong(bits(data, at, swap))),
    F4(4, (data, at, swap) -> Float.intBitsToFloat(bits(data, at, swap))),
    I8(8, NumberType::longBits),
    U8(8, (data, at, swap) -> {
        long value = longBits(data, at, swap);
        return value >= 0 ? value : 2.0 * (value >>> 1) + (value & 1);
    }),
    F8(8, (data, at, swap) -> Double.longBitsToDouble(longBits(data, at, swap)));

    /** Gives the number that starts at a byte. */
    @FunctionalInterface
    interface Getter {
        double get(MemorySegment data, long at, boolean swap);
    }

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;
    private final Getter getter;

    NumberType(int bytes, Getter getter) {
        this.bytes = bytes;
        this.getter = getter;
    }

    /** {@return the type of NumPy's name for it, such as {@code <f4}, {@code >i2} or {@code |b1}; nothing for text, {@code <U1}} */
    public static Optional<NumberType> of(String type) {
        return Arrays.stream(values())
                .filter(known -> type.substring(1).equals(known.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** {@return the bytes of a number} */
    public int bytes() {
        return bytes;
    }

    /** {@return the number at an index, its bytes swapped if it is big-endian} */
    public double get(MemorySegment data, long index, boolean swap) {
        return getter.get(data, index * bytes, swap);
    }

    private static short word(MemorySegment data, long at, boolean swap) {
        short value = data.get(SHORT, at);
        return swap ? Short.reverseBytes(value) : value;
    }

    private static int bits(MemorySegment data, long at, boolean swap) {
        int value = data.get(INT, at);
        return swap ? Integer.reverseBytes(value) : value;
    }

    private static long longBits(MemorySegment data, long at, boolean swap) {
        long value = data.get(LONG, at);
        return swap ? Long.reverseBytes(value) : value;
    }
}
