package io.fieldwork.render.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters beside what fontTools 4.38 reads in the same file: advances, and areas between outlines, in font units. */
final class TypefaceTest {
    private static final double EM = 2048;

    private final Typeface face = Typeface.sans();

    private static double area(TextBitmap bitmap) {
        return IntStream.range(0, bitmap.coverage().length)
                        .map(i -> bitmap.coverage()[i] & 0xff)
                        .sum()
                / 255.0;
    }

    @ParameterizedTest
    @CsvSource({
        "A, 1401, 678360",
        "g, 1300, 732244",
        "θ, 1253, 766238",
        "³, 821, 233345",
        "∂, 1059, 513732",
        "8, 1303, 770152",
        "é, 1260, 635587",
        "→, 1716, 393870"
    })
    void lettersAreAsWideAndHaveAsMuchInkAsTheirOutlines(String letter, double advance, double area) {
        assertEquals(advance / EM * 100, face.width(letter, 100), 1e-3);
        for (float size : new float[] {11, 40, 100}) {
            double expected = area * size * size / EM / EM;
            assertEquals(expected, area(face.draw(letter, size)), 0.01 * expected + 0.1, letter + " of " + size);
        }
    }

    @Test
    void aLineIsAsWideAsItsLetters() {
        assertEquals((1401 + 569 + 1995) / EM * 12, face.width("Aim", 12), 1e-4);
        assertEquals(0, face.width("", 12));
    }

    @Test
    void lettersStandOnTheLine() {
        TextBitmap bitmap = face.draw("E", 40);
        for (int y = 0; y < bitmap.height(); y++) {
            double row = 0;
            for (int x = 0; x < bitmap.width(); x++) {
                row += bitmap.coverage()[y * bitmap.width() + x] & 0xff;
            }
            boolean inside = y >= Math.floor(bitmap.baseline() - face.capitals(40)) && y < bitmap.baseline();
            assertEquals(inside, row > 0, "row " + y);
        }
    }

    @Test
    void everyLetterLooksDifferent() {
        Set<String> shapes = new HashSet<>();
        for (char letter = ' '; letter <= '~'; letter++) {
            String shape =
                    Arrays.toString(face.draw(Character.toString(letter), 12).coverage());
            assertTrue(shapes.add(shape), "letter " + letter);
        }
    }

    @Test
    void equationsCanBeWritten() {
        "αβγΔθλμπρσφψωΩ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₉×−·∂∇∫∑√∞≈≤≥≠→‖…éüß"
                .codePoints()
                .forEach(c -> assertTrue(face.has(c), Character.toString(c)));
        assertFalse(face.has('漢'));
        assertTrue(area(face.draw("漢", 12)) > 0);
    }

    @Test
    void whatIsTooLongEndsInAnEllipsis() {
        assertEquals("u", face.fitted("u", 12, 10));
        String fitted = face.fitted("displacement of the rod", 12, 80);
        assertTrue(fitted.endsWith("…") && "displacement of the rod".startsWith(fitted.replace("…", "")), fitted);
        assertTrue(face.width(fitted, 12) <= 80);
        assertEquals("", face.fitted("displacement", 12, 3));
    }
}
