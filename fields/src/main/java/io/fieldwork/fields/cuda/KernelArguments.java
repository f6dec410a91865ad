package io.fieldwork.fields.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The packed parameters of a kernel launch: an array of addresses, one for each value. */
public final class KernelArguments {
    private static final long SLOT = Long.BYTES;

    private KernelArguments() {}

    /**
     * {@return values ({@link Integer}, {@link Long}, {@link Float}) laid out in native memory: an array of as many
     * addresses, each of one value}
     *
     * @throws IllegalArgumentException if a value has another type
     */
    public static MemorySegment pack(Arena arena, Object... values) {
        MemorySegment slots = arena.allocate(SLOT * Math.max(1, values.length), SLOT);
        MemorySegment addresses = arena.allocate(SLOT * Math.max(1, values.length), SLOT);
        for (int i = 0; i < values.length; i++) {
            write(slots, i * SLOT, values[i]);
            addresses.setAtIndex(ValueLayout.JAVA_LONG, i, slots.address() + i * SLOT);
        }
        return addresses;
    }

    private static void write(MemorySegment slots, long offset, Object value) {
        switch (value) {
            case Integer number -> slots.set(ValueLayout.JAVA_INT, offset, number);
            case Long number -> slots.set(ValueLayout.JAVA_LONG, offset, number);
            case Float number -> slots.set(ValueLayout.JAVA_FLOAT, offset, number);
            default ->
                throw new IllegalArgumentException("a kernel takes Integer, Long and Float, not "
                        + value.getClass().getSimpleName());
        }
    }
}
