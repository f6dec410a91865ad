package io.fieldwork.fields.scene.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What lies before the picture in a JPEG or PNG file: marker segments, or chunks.
 *
 * @param bytes of the file's beginning
 */
record ImageHead(ByteBuffer bytes) {
    private static final int ORIENTATION = 0x0112;
    private static final int EXIF = 0xFFE1;
    private static final int ADOBE = 0xFFEE;
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int EXIF_CHUNK = 0x65584966;
    private static final int SEARCHED = 1 << 17;

    static ImageHead read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new ImageHead(ByteBuffer.wrap(in.readNBytes(SEARCHED)));
        }
    }

    /** The orientation of Exif 2.32, 1 to 8; 1 where there is no tag that can be read. */
    int orientation() {
        int segment = segment(EXIF, "Exif");
        int at = segment < 0 ? exifChunk() : segment + 6;
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

    /** Where the content of the chunk {@code eXIf} of a PNG file begins, or -1. */
    private int exifChunk() {
        if (bytes.limit() < 8 || bytes.getLong(0) != PNG) {
            return -1;
        }
        for (int at = 8; at >= 0 && at <= bytes.limit() - 8; at += 12 + Math.max(0, bytes.getInt(at))) {
            if (bytes.getInt(at + 4) == EXIF_CHUNK) {
                return at + 8;
            }
        }
        return -1;
    }

    private boolean begins(int at, String name) {
        return new String(bytes.array(), at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
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
