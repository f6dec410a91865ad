package io.fieldwork.render.draw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Letters of 5 x 7 dots for printable ASCII. The resource {@code font.txt} has a line for each: the character, then seven rows from the
 * top as two hexadecimal digits, whose lowest five bits are the dots, the leftmost highest.
 */
final class Font {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;
    /** From one letter to the next. */
    static final int ADVANCE = 6;

    private static final int FIRST = ' ';
    private static final int LAST = '~';
    private static final byte[][] ROWS = read();

    private Font() {}

    static int width(String text) {
        return Math.max(0, text.length() * ADVANCE - 1);
    }

    /** Whether a letter has a dot there; letters that it lacks are boxes. */
    static boolean isInk(char letter, int x, int y) {
        if (letter < FIRST || letter > LAST) {
            return x == 0 || x == WIDTH - 1 || y == 0 || y == HEIGHT - 1;
        }
        return ((ROWS[letter - FIRST][y] >> (WIDTH - 1 - x)) & 1) == 1;
    }

    private static byte[][] read() {
        byte[][] rows = new byte[LAST - FIRST + 1][HEIGHT];
        for (String line : lines()) {
            byte[] letter = rows[line.charAt(0) - FIRST];
            String[] hex = line.substring(2).split(" ");
            for (int y = 0; y < HEIGHT; y++) {
                letter[y] = (byte) Integer.parseInt(hex[y], 16);
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try (InputStream in = Font.class.getResourceAsStream("font.txt")) {
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
