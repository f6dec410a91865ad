package io.fieldwork.samples.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.render.scene.Colormap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapsTest {
    private static final int[] DARK_BLUE = {0x44, 0x01, 0x54};
    private static final int[] YELLOW = {0xfd, 0xe7, 0x25};
    private static final int[] WHITE = {255, 255, 255};

    private static int[] pixel(Image image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        return new int[] {image.pixels()[at] & 255, image.pixels()[at + 1] & 255, image.pixels()[at + 2] & 255};
    }

    @Test
    void aMapRunsFromDarkBlueToYellowAndNothingIsWhite() {
        ReportImage picture = Maps.of("u", new PixelValues(3, 1, new double[] {-2, 5, Double.NaN}));
        assertArrayEquals(DARK_BLUE, pixel(picture.image(), 0, 0));
        assertArrayEquals(YELLOW, pixel(picture.image(), 1, 0));
        assertArrayEquals(WHITE, pixel(picture.image(), 2, 0));
        assertEquals("", picture.caption());
    }

    @Test
    void truthAndPredictionShareTheRangeOfTheTruth() {
        PixelValues truth = new PixelValues(2, 2, new double[] {0, 1, 0, 1});
        PixelValues found = new PixelValues(2, 2, new double[] {0, 9, -9, 1});
        ReportImage picture = Maps.comparison("u", truth, found, "u");
        int panel = 2 + 4 + 10 + 8;
        assertEquals(3 * panel - 8, picture.image().width());
        assertArrayEquals(YELLOW, pixel(picture.image(), panel + 1, 0), "above the range");
        assertArrayEquals(DARK_BLUE, pixel(picture.image(), panel, 1), "below the range");
        assertArrayEquals(new int[] {0, 0, 4}, pixel(picture.image(), 2 * panel, 0), "no error is black");
        assertArrayEquals(new int[] {0xfc, 0xff, 0xa4}, pixel(picture.image(), 2 * panel, 1), "the largest is light");
        assertTrue(picture.caption().endsWith("colours from 0 to 1, of the error from 0 to 9.00e0"), picture.caption());
    }

    @Test
    void aConstantHasAColourToo() {
        assertArrayEquals(
                DARK_BLUE,
                pixel(Maps.of("u", new PixelValues(1, 1, new double[] {3})).image(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PixelValues(2, 2, new double[3]));
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
