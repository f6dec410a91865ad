package io.fieldwork.render.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.render.scene.Palette;
import org.junit.jupiter.api.Test;

final class ColorScaleTest {
    @Test
    void rangesThatSinglePrecisionCannotHoldStillHaveAPalette() {
        double[][] ranges = {{98765.4321, 98765.4322}, {1e-60, 3e-60}, {1e50, 2e50}, {-1e300, 1e300}, {4, 4}};
        for (double[] range : ranges) {
            Palette palette = ColorScale.of(Axis.of("p"), range).palette();
            assertTrue(palette.low() < palette.high(), range[0] + " to " + range[1]);
        }
        Palette decades = ColorScale.of(Axis.logarithmic("p"), 1e-60, 1e-50).palette();
        assertTrue(decades.low() > 0 && decades.low() < decades.high());
    }

    @Test
    void whatSinglePrecisionHoldsStaysAsItIs() {
        Palette palette = ColorScale.of(Axis.of("p"), 0.5, 2).palette();
        assertEquals(0.5f, palette.low());
        assertEquals(2, palette.high());
    }
}
