package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header of a PLY file: what follows it.
 *
 * @param format {@code ascii}, {@code binary_little_endian} or {@code binary_big_endian}
 * @param elements in the order of the file
 * @param textures names of pictures in its comments
 * @param end offset of the first byte behind it
 */
record PlyHeader(String format, List<Element> elements, List<String> textures, int end) {
    /** A table of a file. */
    record Element(String name, long count, List<Property> properties) {
        /** The least number of bytes that a row takes. */
        long leastBytes(boolean ascii) {
            return properties.stream()
                    .mapToLong(p -> ascii ? 2 : p.counted().bytes)
                    .sum();
        }

        /** The number of the first property of one of some names, or -1. */
        int find(String... names) {
            for (int i = 0; i < properties.size(); i++) {
                if (List.of(names).contains(properties.get(i).name())) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A column of a table; a list has a type of its length. */
    record Property(String name, PlyType type, @Nullable PlyType length) {
        /** The type that stands first. */
        PlyType counted() {
            return length == null ? type : length;
        }
    }

    boolean ascii() {
        return format.equals("ascii");
    }

    static PlyHeader read(byte[] file) throws IOException {
        String format = "";
        List<Element> elements = new ArrayList<>();
        List<String> textures = new ArrayList<>();
        int at = 0;
        for (int line = 0; ; line++) {
            int end = endOfLine(file, at);
            if (end < 0) {
                throw new IOException("its header has no end_header; it may be cut short");
            }
            String text = new String(file, at, end - at, StandardCharsets.UTF_8).strip();
            at = file[end] == '\r' && end + 1 < file.length && file[end + 1] == '\n' ? end + 2 : end + 1;
            String[] words = text.split("\\s+");
            switch (words[0]) {
                case "format" -> format = word(words, 1);
                case "element" -> elements.add(new Element(word(words, 1), count(word(words, 2)), new ArrayList<>()));
                case "property" -> lastOf(elements).properties().add(property(words));
                case "comment" -> texture(words).forEach(textures::add);
                case "end_header" -> {
                    return new PlyHeader(known(format), elements, textures, at);
                }
                case "ply", "obj_info", "" -> {}
                default -> throw new IOException("line " + (line + 1) + " of its header cannot be read");
            }
        }
    }

    private static int endOfLine(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] == '\n' || file[i] == '\r') {
                return i;
            }
        }
        return -1;
    }

    private static String word(String[] words, int index) throws IOException {
        if (index >= words.length) {
            throw new IOException("a line '" + words[0] + "' of its header is cut short");
        }
        return words[index];
    }

    private static long count(String word) throws IOException {
        int count = Words.whole(word);
        if (count < 0) {
            throw new IOException("its header states " + count + " rows");
        }
        return count;
    }

    private static Element lastOf(List<Element> elements) throws IOException {
        if (elements.isEmpty()) {
            throw new IOException("its header has a property before any element");
        }
        return elements.getLast();
    }

    private static Property property(String[] words) throws IOException {
        if (word(words, 1).equals("list")) {
            return new Property(word(words, 4), PlyType.of(word(words, 3)), PlyType.of(word(words, 2)));
        }
        return new Property(word(words, 2), PlyType.of(word(words, 1)), null);
    }

    private static Stream<String> texture(String[] words) {
        return words.length > 2 && words[1].equalsIgnoreCase("TextureFile") ? Stream.of(words[2]) : Stream.of();
    }

    private static String known(String format) throws IOException {
        if (!List.of("ascii", "binary_little_endian", "binary_big_endian").contains(format)) {
            throw new IOException(
                    "its format '" + format + "' is none of ascii, binary_little_endian, binary_big_endian");
        }
        return format;
    }
}
