package io.fieldwork.pde.spectral;

import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One array in NumPy's NPY format, version 1.0: little-endian double precision in row-major order, or a list of
 * words in UTF-32.
 *
 * @param shape extents
 * @param type {@code <f8}, or {@code <U} with the longest length
 * @param data the bytes of the entries
 */
record Npy(int[] shape, String type, byte[] data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '(<f8|<U\\d+)', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\),? *\\}\\s*");

    static Npy of(double[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return new Npy(shape, "<f8", bytes.array());
    }

    static Npy of(List<String> words) {
        int longest = words.stream().mapToInt(String::length).max().orElse(1);
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES * longest * words.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < words.size(); i++) {
            bytes.position(Integer.BYTES * longest * i);
            words.get(i).chars().forEach(bytes::putInt);
        }
        return new Npy(new int[] {words.size()}, "<U" + longest, bytes.array());
    }

    double[] numbers() {
        double[] values = new double[data.length / Double.BYTES];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    List<String> words() {
        ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        int longest = Integer.parseInt(type.substring(2));
        List<String> words = new ArrayList<>();
        for (int i = 0; i < shape[0]; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = 0; j < longest; j++) {
                word.appendCodePoint(bytes.getInt());
            }
            words.add(word.toString().replace("\0", ""));
        }
        return words;
    }

    void write(OutputStream out) throws IOException {
        String extents = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + extents + "), }";
        int before = MAGIC.length + Short.BYTES;
        int padding = Math.floorMod(-(before + header.length() + 1), ALIGNMENT);
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(MAGIC);
        out.write(text.length & 0xFF);
        out.write(text.length >> 8);
        out.write(text);
        out.write(data);
    }

    static Npy read(String name, InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        byte[] length = in.readNBytes(Short.BYTES);
        if (!Arrays.equals(magic, MAGIC) || length.length < Short.BYTES) {
            throw new UserError("The array '" + name + "' is not in NPY format 1.0.");
        }
        int size = (length[0] & 0xFF) | (length[1] & 0xFF) << 8;
        String text = new String(in.readNBytes(size), StandardCharsets.US_ASCII);
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw new UserError(
                    "The array '" + name + "' is not of doubles or words in row-major order: " + text.strip());
        }
        int[] shape = Arrays.stream(header.group(2).split(","))
                .map(String::strip)
                .filter(extent -> !extent.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return new Npy(shape, header.group(1), in.readAllBytes());
    }
}
