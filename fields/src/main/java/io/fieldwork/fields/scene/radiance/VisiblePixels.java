package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Photo;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The pixels of a photo that are not hidden, found by their number among these: a bit a pixel, and how many come before every
 * 512 of them.
 *
 * @param bits of the pixels along the rows, 1 for those that are not hidden
 * @param before [blocks + 1], pixels before each block, and all of them
 */
record VisiblePixels(long[] bits, int[] before) {
    /** Words of a block. */
    private static final int BLOCK = 8;

    static VisiblePixels of(Photo photo) {
        int pixels = photo.width() * photo.height();
        BitSet seen = new BitSet(pixels);
        seen.set(0, pixels);
        if (photo.hidden() != null) {
            seen.andNot(photo.hidden());
        }
        long[] bits = Arrays.copyOf(seen.toLongArray(), Math.ceilDiv(pixels, Long.SIZE));
        int[] before = new int[Math.ceilDiv(bits.length, BLOCK) + 1];
        for (int i = 0; i < bits.length; i++) {
            before[i / BLOCK + 1] += Long.bitCount(bits[i]);
        }
        Arrays.parallelPrefix(before, Integer::sum);
        return new VisiblePixels(bits, before);
    }

    int count() {
        return before[before.length - 1];
    }

    /** The place of the pixel of a number, counted along the rows. */
    int pixel(int number) {
        int low = 0;
        int high = before.length - 1;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (before[middle] <= number) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int left = number - before[low];
        int word = BLOCK * low;
        while (left >= Long.bitCount(bits[word])) {
            left -= Long.bitCount(bits[word++]);
        }
        return Long.SIZE * word + Long.numberOfTrailingZeros(Long.expand(1L << left, bits[word]));
    }
}
