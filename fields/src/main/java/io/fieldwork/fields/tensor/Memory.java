package io.fieldwork.fields.tensor;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The native memory of the process as one segment, for the inner loops of host kernels.
 *
 * <p>Where a loop runs over a segment of some length, the compiler guesses before the loop that every access will be in bounds. With
 * lengths that vary the guess fails now and then, compiled code is taken back, and the loop is compiled again, without end.
 * In the bounds of {@link #ALL} the guess cannot fail. So a loop asks {@link #address} once for the stretch that it will visit,
 * which checks the bounds, and then counts an {@code int} of bytes from there.
 */
public final class Memory {
    /** All of it: an offset in this segment is an address. */
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Memory() {}

    /**
     * {@return the address of a stretch of a segment, good while the segment's tensor is open}
     *
     * @param segment of native memory, as {@link Storage#of} gives it
     * @param offset of the stretch in bytes
     * @param length of the stretch in bytes
     * @throws IndexOutOfBoundsException if the stretch is not within the segment
     */
    public static long address(MemorySegment segment, long offset, long length) {
        return segment.address() + Objects.checkFromIndexSize(offset, length, segment.byteSize());
    }

    /** {@return the address of a whole segment that has at least some length in bytes} */
    public static long address(MemorySegment segment, long length) {
        return address(segment, 0, length);
    }
}
