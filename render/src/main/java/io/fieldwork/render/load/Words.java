package io.fieldwork.render.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words of a text between blanks and ends of lines. */
final class Words {
    private final byte[] text;
    private int at;

    /** The words from a place on. */
    Words(byte[] text, int at) {
        this.text = text;
        this.at = at;
    }

    /** A text in UTF-8, or else in Latin-1. */
    static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether there is another word. */
    boolean hasNext() {
        while (at < text.length && text[at] >= 0 && text[at] <= ' ') {
            at++;
        }
        return at < text.length;
    }

    String next() throws IOException {
        if (!hasNext()) {
            throw new IOException("it ends where more numbers were expected; it may be cut short");
        }
        int start = at;
        while (at < text.length && (text[at] < 0 || text[at] > ' ')) {
            at++;
        }
        return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    }

    double number() throws IOException {
        return number(next());
    }

    /** Goes behind some words: the normal of a facet, whatever it says. */
    void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    /** Goes behind the next end of a line. */
    void skipLine() {
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
    }

    int remaining() {
        return text.length - at;
    }

    /** The number that a word states; NaN and infinities in whatever spelling C libraries give them. */
    static double number(String word) throws IOException {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            String plain = word.toLowerCase(Locale.ROOT);
            if (plain.contains("nan") || plain.contains("#") || plain.matches("[+-]?inf(inity)?")) {
                return Double.NaN;
            }
            throw new IOException("'" + shortened(word) + "' stands where a number was expected", e);
        }
    }

    /** The whole number that a word states. */
    static int whole(String word) throws IOException {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new IOException("'" + shortened(word) + "' stands where a whole number was expected", e);
        }
    }

    private static String shortened(String word) {
        String shown = word.length() > 30 ? word.substring(0, 30) + "..." : word;
        return shown.replaceAll("\\P{Graph}", "?");
    }
}
