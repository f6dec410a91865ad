package io.fieldwork.pde.npz;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.npz.NumberType;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The arrays of numbers in a MATLAB file of level 5 (versions 5 to 7), mapped where they are not compressed. */
final class MatFile implements ArrayFile {
    private static final int HEADER = 128;
    private static final int TAG = 8;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int LEAST_NUMERIC = 6;
    private static final int MOST_NUMERIC = 15;
    private static final int COMPLEX = 0x0800;
    private static final List<String> CLASSES = List.of("", "cells", "a struct", "an object", "text", "sparse");
    /** Enough for everything before the numbers: flags, extents, name. */
    private static final int PREAMBLE = 1024;
    /** NumPy's names of the element types, by number. */
    private static final String[] TYPES = {"", "i1", "u1", "i2", "u2", "i4", "u4", "f4", "", "f8", "", "", "i8", "u8"};

    private final Path path;
    private final MemorySegment file;
    private final boolean swapped;
    private final Map<String, Element> elements = new LinkedHashMap<>();
    /** Names of what is no array of numbers, with what it is. */
    private final Map<String, String> others = new LinkedHashMap<>();

    /** The type and the bytes of an element; what follows it begins at {@code end} of where it was found. */
    private record Element(int type, MemorySegment data, long end) {}

    private MatFile(Path path, MemorySegment file) {
        this.path = path;
        this.file = file;
        try {
            if (file.byteSize() < HEADER) {
                throw new IllegalArgumentException("it ends within its header");
            }
            swapped = file.get(ValueLayout.JAVA_BYTE, HEADER - 2) == 'M';
            for (long at = HEADER; at + TAG <= file.byteSize(); ) {
                Element element = element(file, at);
                at = element.end();
                list(element);
            }
        } catch (RuntimeException e) {
            throw damaged(path.toString(), e);
        }
    }

    private static UserError damaged(String what, RuntimeException e) {
        return new UserError(what + " cannot be used: " + e.getMessage() + ".", e);
    }

    /** Whether a file begins as one of level 5. */
    static boolean isOne(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            String start = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            return start.startsWith("MATLAB 5.0") || start.endsWith("\0\1IM") || start.endsWith("\1\0MI");
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    static MatFile map(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            return new MatFile(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            throw new UserError("The file " + path + " cannot be read (" + UserError.reason(e) + ").", e);
        }
    }

    /** Remembers a matrix of numbers; others are passed over. */
    private void list(Element element) {
        MemorySegment start = element.data();
        if (element.type() == COMPRESSED) {
            start = inflate(element.data(), PREAMBLE);
            if (number(start, 0) != MATRIX) {
                return;
            }
            start = start.asSlice(TAG);
        } else if (element.type() != MATRIX || start.byteSize() == 0) {
            return;
        }
        Element flags = element(start, 0);
        Element extents = element(start, flags.end());
        Element name = element(start, extents.end());
        int kind = number(flags.data(), 0);
        String word = new String(name.data().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        int type = kind & 0xFF;
        if (type >= LEAST_NUMERIC && type <= MOST_NUMERIC) {
            elements.put(word, element);
        } else if (!word.isEmpty()) {
            others.put(word, type < CLASSES.size() ? CLASSES.get(type) : "something else");
        }
    }

    private int number(MemorySegment data, long at) {
        return data.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order()), at);
    }

    private ByteOrder order() {
        return swapped ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** An element with its tag; up to four bytes lie in the tag itself. */
    private Element element(MemorySegment data, long at) {
        int first = number(data, at);
        int small = first >>> Short.SIZE;
        if (small > 0) {
            return new Element(first & 0xFFFF, data.asSlice(at + Integer.BYTES, Math.min(small, 4)), at + TAG);
        }
        long size = Integer.toUnsignedLong(number(data, at + Integer.BYTES));
        long padded = first == COMPRESSED ? size : (size + TAG - 1) / TAG * TAG;
        long there = data.byteSize() - at - TAG;
        if (size > there) {
            throw new IllegalArgumentException("an element of " + size + " bytes is cut short");
        }
        return new Element(first, data.asSlice(at + TAG, size), at + TAG + padded);
    }

    /** The first bytes of compressed ones, or all of them if there are not so many. */
    private static MemorySegment inflate(MemorySegment data, long most) {
        MemorySegment content = Arena.ofAuto().allocate(most, 1);
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(data.asByteBuffer());
            long out = 0;
            while (out < most) {
                int done = inflater.inflate(
                        content.asSlice(out, Math.min(1 << 30, most - out)).asByteBuffer());
                if (done == 0) {
                    break;
                }
                out += done;
            }
            return content.asSlice(0, out);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("its compression is damaged", e);
        }
    }

    /** The arrays of numbers, or everything in a file that has none. */
    @Override
    public Set<String> names() {
        return elements.isEmpty() ? others.keySet() : elements.keySet();
    }

    @Override
    public NpyArray array(String name) {
        Element element = elements.get(name);
        if (element == null) {
            String other = others.get(name);
            throw new UserError("The file " + path + " has "
                    + (other == null ? "no array '" + name + "'; it has " + names() : "'" + name + "' as " + other)
                    + (other == null
                            ? "."
                            : "; expected an array of numbers, such as full(a) or d.a, saved by itself."));
        }
        try {
            return parse(element.type() == COMPRESSED ? whole(element.data()) : element.data());
        } catch (RuntimeException e) {
            throw damaged("The array '" + name + "' of the file " + path, e);
        }
    }

    private MemorySegment whole(MemorySegment compressed) {
        long size = TAG + Integer.toUnsignedLong(number(inflate(compressed, TAG), Integer.BYTES));
        if (size / NpzFile.MOST_COMPRESSED > compressed.byteSize()) {
            throw new IllegalArgumentException("its compression is damaged");
        }
        return inflate(compressed, size).asSlice(TAG);
    }

    private NpyArray parse(MemorySegment matrix) {
        Element flags = element(matrix, 0);
        if ((number(flags.data(), 0) & COMPLEX) != 0) {
            throw new IllegalArgumentException(
                    "complex numbers are not read; cat(ndims(a) + 1, real(a), imag(a)) makes two components of them");
        }
        Element extents = element(matrix, flags.end());
        Element numbers = element(matrix, element(matrix, extents.end()).end());
        int[] shape = extents.data().toArray(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order()));
        String type = numbers.type() > 0 && numbers.type() < TYPES.length ? TYPES[numbers.type()] : "";
        NumberType known = NumberType.of(" " + type)
                .orElseThrow(
                        () -> new IllegalArgumentException("its numbers are of the unknown type " + numbers.type()));
        NpyArray array = new NpyArray(shape, (swapped ? ">" : "<") + type, true, numbers.data());
        if (array.size() * known.bytes() != numbers.data().byteSize()) {
            throw new IllegalArgumentException("its extents do not fit its numbers");
        }
        return array;
    }
}
