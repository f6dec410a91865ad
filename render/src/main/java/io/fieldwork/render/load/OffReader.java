package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A reader of OFF files in text: vertices, which may have normals (NOFF) and colours (COFF), and coloured faces. */
final class OffReader {
    private final Iterator<String[]> lines;
    private final Draft draft;
    private boolean normals;

    private OffReader(byte[] file, Draft draft) {
        this.draft = draft;
        lines = new String(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("\\s+"))
                .iterator();
    }

    static Draft read(byte[] file) throws IOException {
        return Draft.ofEitherWhite(empty -> new OffReader(file, empty).all());
    }

    private String[] line() throws IOException {
        if (!lines.hasNext()) {
            throw new IOException("it ends before its last row; it may be cut short");
        }
        return lines.next();
    }

    private Draft all() throws IOException {
        String[] counts = line();
        if (counts[0].endsWith("OFF")) {
            String kind = counts[0];
            if (!List.of("OFF", "COFF", "NOFF", "CNOFF", "NCOFF", "STOFF").contains(kind) || counts.length == 2) {
                throw new IOException(
                        "its kind '" + String.join(" ", counts) + "' is none of OFF, COFF, NOFF, CNOFF in text");
            }
            normals = kind.contains("N");
            counts = counts.length > 1 ? Arrays.copyOfRange(counts, 1, counts.length) : line();
        }
        if (counts.length < 2) {
            throw new IOException("it does not state the numbers of vertices and faces");
        }
        int vertices = Words.whole(counts[0]);
        int faces = Words.whole(counts[1]);
        for (int i = 0; i < vertices; i++) {
            vertex(line());
        }
        for (int i = 0; i < faces; i++) {
            face(line());
        }
        return draft;
    }

    private void vertex(String[] words) throws IOException {
        int own = normals ? 6 : 3;
        if (words.length < own) {
            throw new IOException("a vertex has " + words.length + " numbers, not " + own);
        }
        draft.point(Words.number(words[0]), Words.number(words[1]), Words.number(words[2]), color(words, own));
        if (normals) {
            draft.normal(Words.number(words[3]), Words.number(words[4]), Words.number(words[5]));
        }
    }

    private void face(String[] words) throws IOException {
        int size = Words.whole(words[0]);
        if (size < 0 || size >= words.length) {
            throw new IOException("a face of " + size + " corners has " + (words.length - 1) + " numbers");
        }
        int[] corners = new int[size];
        for (int i = 0; i < size; i++) {
            corners[i] = Words.whole(words[i + 1]);
        }
        if (size == 2) {
            draft.line(corners[0], corners[1]);
        } else {
            draft.polygon(corners, normals ? corners : null, color(words, size + 1));
        }
    }

    /** Three or more numbers from a place on are a colour. */
    private int color(String[] words, int from) throws IOException {
        return words.length < from + 3
                ? Draft.NONE
                : draft.stated(Words.number(words[from]), Words.number(words[from + 1]), Words.number(words[from + 2]));
    }
}
