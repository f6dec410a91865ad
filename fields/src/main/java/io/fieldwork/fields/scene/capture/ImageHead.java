package io.fieldwork.fields.scene.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What lies before the picture in a JPEG or PNG file: marker segments, or chunks. Of a TIFF file, which may begin with the picture,
 * it is all.
 *
 * @param bytes of the file's beginning
 */
record ImageHead(ByteBuffer bytes) {
    private static final int ORIENTATION = 0x0112;
    private static final int EXIF = 0xFFE1;
    private static final int ADOBE = 0xFFEE;
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int EXIF_CHUNK = 0x65584966;
    private static final int GAMMA_CHUNK = 0x67414D41;
    /** Chunks of PNG that say more than a gamma: sRGB, iCCP and cICP. */
    private static final int[] PROFILES = {0x73524742, 0x69434350, 0x63494350};

    private static final int UNIT_GAMMA = 100_000;
    private static final int SEARCHED = 1 << 17;

    static ImageHead read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(SEARCHED, channel.size()));
            while (start.hasRemaining() && channel.read(start) >= 0) {}
            ImageHead head = new ImageHead(start.flip());
            return head.isTiff()
                    ? new ImageHead(
                            channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE)))
                    : head;
        }
    }

    /** Whether a file says that it holds linear light: a PNG file with a gamma of 1 and no profile. */
    static boolean isLinear(Path file) {
        try {
            ImageHead head = read(file);
            int gamma = head.chunk(GAMMA_CHUNK);
            return gamma >= 0
                    && head.bytes.getInt(gamma) == UNIT_GAMMA
                    && Arrays.stream(PROFILES).allMatch(profile -> head.chunk(profile) < 0);
        } catch (IOException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /** The orientation of Exif 2.32, 1 to 8; 1 where there is no tag that can be read. */
    int orientation() {
        int segment = segment(EXIF, "Exif");
        int at = segment >= 0 ? segment + 6 : isTiff() ? 0 : chunk(EXIF_CHUNK);
        try {
            return at < 0 ? 1 : inTiff(bytes.duplicate(), at);
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }

    /** Whether Adobe's marker is there, which says that inks are stored as what they leave of the paper. */
    boolean adobe() {
        return segment(ADOBE, "Adobe") >= 0;
    }

    /** Where the content of a segment begins, or -1. */
    private int segment(int marker, String name) {
        try {
            if ((bytes.getShort(0) & 0xFFFF) != 0xFFD8) {
                return -1;
            }
            int at = 2;
            while ((bytes.getShort(at) & 0xFFFF) != marker || !begins(at + 4, name)) {
                boolean picture = (bytes.getShort(at) & 0xFFFF) < 0xFFC0 || (bytes.getShort(at) & 0xFFFF) == 0xFFDA;
                if (picture) {
                    return -1;
                }
                at += 2 + (bytes.getShort(at + 2) & 0xFFFF);
            }
            return at + 4;
        } catch (IndexOutOfBoundsException e) {
            return -1;
        }
    }

    /** Whether it is that of a JPEG file. */
    boolean isJpeg() {
        return bytes.limit() >= 2 && (bytes.getShort(0) & 0xFFFF) == 0xFFD8;
    }

    private boolean isTiff() {
        return bytes.limit() >= 8 && (bytes.getInt(0) == 0x49492A00 || bytes.getInt(0) == 0x4D4D002A);
    }

    /** Where the content of a chunk of a PNG file begins, or -1. */
    private int chunk(int type) {
        if (bytes.limit() < 8 || bytes.getLong(0) != PNG) {
            return -1;
        }
        for (int at = 8; at >= 0 && at <= bytes.limit() - 8; at += 12 + Math.max(0, bytes.getInt(at))) {
            if (bytes.getInt(at + 4) == type) {
                return at + 8;
            }
        }
        return -1;
    }

    private boolean begins(int at, String name) {
        return IntStream.range(0, name.length()).allMatch(i -> bytes.get(at + i) == name.charAt(i));
    }

    private static int inTiff(ByteBuffer bytes, int start) {
        bytes.order(bytes.get(start) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = start + bytes.getInt(start + 4);
        int entries = bytes.getShort(directory) & 0xFFFF;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if ((bytes.getShort(entry) & 0xFFFF) == ORIENTATION) {
                int value = bytes.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }
}
