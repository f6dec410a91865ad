package io.fieldwork.pde.npz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a zip archive, by which entries stored plainly can be mapped, with the 64-bit extension
 * (PKWARE, APPNOTE.TXT, sections 4.3 and 4.5.3).
 */
final class ZipDirectory {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long ELSEWHERE = 0xFFFFFFFFL;
    private static final int EXTENSION_64 = 1;

    private final MemorySegment zip;

    private ZipDirectory(MemorySegment zip) {
        this.zip = zip;
    }

    /**
     * One entry.
     *
     * @param method 0 stored, 8 deflated
     * @param crc checksum of the content
     * @param size of the content in bytes
     * @param data as it lies in the archive
     */
    record Entry(int method, int crc, long size, MemorySegment data) {}

    /**
     * All entries by name.
     *
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static Map<String, Entry> read(MemorySegment zip) {
        try {
            return new ZipDirectory(zip).entries();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("its directory points outside the file", e);
        }
    }

    private Map<String, Entry> entries() {
        long end = end();
        long count = zip.get(SHORT, end + 10) & 0xFFFF;
        long at = zip.get(INT, end + 16) & ELSEWHERE;
        long locator = end - LOCATOR_64_SIZE;
        if (locator >= 0 && zip.get(INT, locator) == LOCATOR_64) {
            long end64 = zip.get(LONG, locator + 8);
            expect(END_64, end64);
            count = zip.get(LONG, end64 + 32);
            at = zip.get(LONG, end64 + 48);
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            expect(ENTRY, at);
            int nameLength = zip.get(SHORT, at + 28) & 0xFFFF;
            int extraLength = zip.get(SHORT, at + 30) & 0xFFFF;
            byte[] name = zip.asSlice(at + ENTRY_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE);
            entries.put(new String(name, StandardCharsets.UTF_8), entry(at, at + ENTRY_SIZE + nameLength, extraLength));
            at += ENTRY_SIZE + nameLength + extraLength + (zip.get(SHORT, at + 32) & 0xFFFF);
        }
        return entries;
    }

    private long end() {
        long size = zip.byteSize();
        for (long at = size - END_SIZE; at >= Math.max(0, size - END_SIZE - LONGEST_COMMENT); at--) {
            if (zip.get(INT, at) == END) {
                return at;
            }
        }
        throw new IllegalArgumentException("it is no zip archive or its end is missing");
    }

    private Entry entry(long at, long extra, int extraLength) {
        long[] values = {
            zip.get(INT, at + 24) & ELSEWHERE, zip.get(INT, at + 20) & ELSEWHERE, zip.get(INT, at + 42) & ELSEWHERE
        };
        for (long x = extra; x + 4 <= extra + extraLength; x += 4 + (zip.get(SHORT, x + 2) & 0xFFFF)) {
            if (zip.get(SHORT, x) == EXTENSION_64) {
                long next = x + 4;
                for (int v = 0; v < values.length; v++) {
                    if (values[v] == ELSEWHERE) {
                        values[v] = zip.get(LONG, next);
                        next += Long.BYTES;
                    }
                }
            }
        }
        long local = values[2];
        expect(LOCAL, local);
        long start = local + LOCAL_SIZE + (zip.get(SHORT, local + 26) & 0xFFFF) + (zip.get(SHORT, local + 28) & 0xFFFF);
        return new Entry(zip.get(SHORT, at + 10), zip.get(INT, at + 16), values[0], zip.asSlice(start, values[1]));
    }

    private void expect(int signature, long at) {
        if (zip.get(INT, at) != signature) {
            throw new IllegalArgumentException("its directory is damaged");
        }
    }
}
