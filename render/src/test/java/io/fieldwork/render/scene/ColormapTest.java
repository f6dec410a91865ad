package io.fieldwork.render.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ColormapTest {
    /** The published maps at places between our stops. */
    @ParameterizedTest
    @CsvSource({
        "VIRIDIS, 440154, 3b528b, 21918c, 5ec962, fde725",
        "INFERNO, 000004, 57106e, bc3754, f98e09, fcffa4",
        "MAGMA, 000004, 51127c, b73779, fc8961, fcfdbf",
        "PLASMA, 0d0887, 7e03a8, cc4778, f89540, f0f921",
        "TURBO, 30123b, 28bceb, a4fc3c, fb7e21, 7a0403",
        "COOLWARM, 3b4cc0, 8db0fe, dddddd, f4987a, b40426",
        "GRAY, 000000, 404040, 808080, c0c0c0, ffffff"
    })
    void asPublished(Colormap map, String at0, String at1, String at2, String at3, String at4) {
        String[] published = {at0, at1, at2, at3, at4};
        for (int i = 0; i < published.length; i++) {
            float[] color = map.at(i / 4f);
            for (int c = 0; c < 3; c++) {
                int wanted = Integer.parseInt(published[i].substring(2 * c, 2 * c + 2), 16);
                assertEquals(wanted, 255 * color[c], i % 4 == 0 ? 0.01 : 6, map + " at " + i + "/4");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void smoothAndWithinRange(Colormap map) {
        float[] before = map.at(0);
        for (int i = 1; i <= 1000; i++) {
            float[] color = map.at(i / 1000f);
            for (int c = 0; c < 3; c++) {
                assertTrue(color[c] >= 0 && color[c] <= 1);
                assertEquals(before[c], color[c], 0.02);
            }
            before = color;
        }
        assertArrayEquals(map.at(0), map.at(-3));
        assertArrayEquals(map.at(1), map.at(7));
    }

    @Test
    void phaseClosesOnItself() {
        assertArrayEquals(Colormap.PHASE.at(0), Colormap.PHASE.at(1), 1e-6f);
    }

    @Test
    void palettesGoBackAndForth() {
        Palette even = Palette.of(Colormap.GRAY, -2, 6);
        assertEquals(0.5f, even.position(2));
        assertEquals(2, even.value(0.5f));
        Palette log = Palette.of(Colormap.GRAY, 0.01f, 100).byLogarithm();
        assertEquals(0.5f, log.position(1), 1e-6f);
        assertEquals(10, log.value(0.75f), 1e-4f);
        assertEquals(0.25f, even.invert().color(0.75f)[0], 1e-6f);
        assertThrows(IllegalArgumentException.class, () -> Palette.of(Colormap.GRAY, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Palette.of(Colormap.GRAY, 0, 1).byLogarithm());
    }

    @ParameterizedTest
    @EnumSource(names = {"VIRIDIS", "INFERNO", "MAGMA", "PLASMA", "GRAY"})
    void lightnessGrows(Colormap colours) {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            float[] rgb = colours.at(i / 100f);
            double luminance = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
            assertTrue(luminance > before, "at " + i);
            before = luminance;
        }
    }
}
