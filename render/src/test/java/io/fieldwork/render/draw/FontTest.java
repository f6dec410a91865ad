package io.fieldwork.render.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Legend;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FontTest {
    private static String shape(char letter) {
        StringBuilder dots = new StringBuilder();
        for (int y = 0; y < Font.HEIGHT; y++) {
            for (int x = 0; x < Font.WIDTH; x++) {
                dots.append(Font.isInk(letter, x, y) ? '#' : '.');
            }
        }
        return dots.toString();
    }

    @Test
    void everyLetterLooksDifferent() {
        Set<String> shapes = new HashSet<>();
        for (char letter = ' '; letter <= '~'; letter++) {
            assertTrue(shapes.add(shape(letter)), "letter " + letter);
        }
        assertTrue(shapes.add(shape('\u03c3')), "a box for what is missing");
        assertEquals("..#...#.#.#...##...#######...##...#", shape('A'));
    }

    @Test
    void numbersAreShort() {
        assertEquals("0", Legend.number(0));
        assertEquals("0.3333", Legend.number(1 / 3f));
        assertEquals("-1.5", Legend.number(-1.5f));
        assertEquals("1200", Legend.number(1200));
        assertEquals("12350", Legend.number(12345.6f));
        assertEquals("1.2e-5", Legend.number(1.23e-5f));
        assertEquals("-3.0e12", Legend.number(-3e12f));
    }
}
