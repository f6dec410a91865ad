package io.fieldwork.fields.npz;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The NPY format: a line of Python that says type, order and shape, then the entries. Versions 1 to 3 are read, 1.0 is written. */
final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr': *'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");
    private static final Pattern COMPLEX = Pattern.compile("'descr': *'([<>]c\\d+)'");
    private static final Pattern TEXT = Pattern.compile("[<>]U\\d{1,4}");

    private NpyFormat() {}

    /** The header before the entries. */
    static byte[] header(NpyArray array) {
        String extents = Arrays.stream(array.shape()).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '" + array.type() + "', 'fortran_order': " + (array.columnMajor() ? "True" : "False")
                + ", 'shape': (" + extents + "), }";
        int before = MAGIC.length + 2 + Short.BYTES;
        int padding = Math.floorMod(-(before + text.length() + 1), ALIGNMENT);
        byte[] line = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] header = Arrays.copyOf(MAGIC, before + line.length);
        header[MAGIC.length] = 1;
        header[before - 2] = (byte) line.length;
        header[before - 1] = (byte) (line.length >> 8);
        System.arraycopy(line, 0, header, before, line.length);
        return header;
    }

    /**
     * An array whose entries are not copied; throws IllegalArgumentException with a clause that says why it cannot be
     * read.
     */
    static NpyArray parse(MemorySegment bytes) {
        long start = MAGIC.length + 2L;
        if (bytes.byteSize() < start + Integer.BYTES
                || bytes.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) >= 0) {
            throw new IllegalArgumentException("it is not in NPY format");
        }
        int lengthBytes = bytes.get(ValueLayout.JAVA_BYTE, MAGIC.length) == 1 ? Short.BYTES : Integer.BYTES;
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length |= (bytes.get(ValueLayout.JAVA_BYTE, start + i) & 0xFFL) << (8 * i);
        }
        start += lengthBytes;
        if (length > bytes.byteSize() - start) {
            throw new IllegalArgumentException("its header is cut short");
        }
        byte[] line = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
        return array(new String(line, StandardCharsets.UTF_8).strip(), bytes.asSlice(start + length));
    }

    private static NpyArray array(String header, MemorySegment entries) {
        Matcher type = TYPE.matcher(header);
        Matcher order = ORDER.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        Matcher complex = COMPLEX.matcher(header);
        if (complex.find()) {
            throw new IllegalArgumentException("complex numbers (" + complex.group(1)
                    + ") are not read; numpy.stack([array.real, array.imag], -1) makes two components of them");
        }
        if (!type.find() || !order.find() || !shape.find() || !known(type.group(1))) {
            throw new IllegalArgumentException(
                    "numbers (float16 to float64, integers or bool) or text were expected, not " + header
                            + "; numpy.asarray(array, dtype=numpy.float32) makes such numbers");
        }
        int[] extents = Arrays.stream(shape.group(1).split(","))
                .map(String::strip)
                .filter(extent -> !extent.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        NpyArray array = new NpyArray(extents, type.group(1), order.group(1).equals("True"), entries);
        long expected = array.size() * bytesPerEntry(array.type());
        if (entries.byteSize() != expected) {
            throw new IllegalArgumentException("its shape " + Arrays.toString(extents) + " needs " + expected
                    + " bytes, not " + entries.byteSize());
        }
        return array;
    }

    private static boolean known(String type) {
        return type.length() > 1
                && (TEXT.matcher(type).matches() || NumberType.of(type).isPresent());
    }

    private static int bytesPerEntry(String type) {
        return NumberType.of(type)
                .map(NumberType::bytes)
                .orElseGet(() -> Integer.BYTES * Integer.parseInt(type.substring(2)));
    }
}
