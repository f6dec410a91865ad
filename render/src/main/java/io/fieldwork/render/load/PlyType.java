package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** A type of numbers in PLY files. */
enum PlyType {
    /** Signed, 1 byte. */
    INT8(1, 0x7f),
    /** Unsigned, 1 byte. */
    UINT8(1, 0xff),
    /** Signed, 2 bytes. */
    INT16(2, 0x7fff),
    /** Unsigned, 2 bytes. */
    UINT16(2, 0xffff),
    /** Signed, 4 bytes. */
    INT32(4, Integer.MAX_VALUE),
    /** Unsigned, 4 bytes. */
    UINT32(4, 0xffffffffL),
    /** Single precision. */
    FLOAT32(4, 1),
    /** Double precision. */
    FLOAT64(8, 1);

    final int bytes;
    /** The value of a component of a colour at its brightest. */
    final double brightest;

    PlyType(int bytes, double brightest) {
        this.bytes = bytes;
        this.brightest = brightest;
    }

    static PlyType of(String word) throws IOException {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "char", "int8" -> INT8;
            case "uchar", "uint8" -> UINT8;
            case "short", "int16" -> INT16;
            case "ushort", "uint16" -> UINT16;
            case "int", "int32" -> INT32;
            case "uint", "uint32" -> UINT32;
            case "float", "float32" -> FLOAT32;
            case "double", "float64" -> FLOAT64;
            default -> throw new IOException("its header names the unknown type '" + word + "'");
        };
    }

    double read(ByteBuffer from) {
        return switch (this) {
            case INT8 -> from.get();
            case UINT8 -> from.get() & 0xff;
            case INT16 -> from.getShort();
            case UINT16 -> from.getShort() & 0xffff;
            case INT32 -> from.getInt();
            case UINT32 -> from.getInt() & 0xffffffffL;
            case FLOAT32 -> from.getFloat();
            case FLOAT64 -> from.getDouble();
        };
    }
}
