package io.fieldwork.samples.kind.pinn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.samples.report.PixelValues;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PinnPicturesTest {
    @Test
    void theSpectrumOfAWaveIsOneLine() {
        double[] wave = IntStream.range(0, 64)
                .mapToDouble(j -> 3 * Math.cos(2 * Math.PI * 5 * j / 64) + 1)
                .toArray();
        double[] amplitudes = PinnPictures.amplitudes(wave, true);
        assertEquals(33, amplitudes.length);
        for (int k = 0; k < amplitudes.length; k++) {
            assertEquals(k == 0 ? 1 : k == 5 ? 1.5 : 0, amplitudes[k], 1e-12);
        }
    }

    @Test
    void aWindowKeepsEndsFromSpreading() {
        double[] ramp = IntStream.range(0, 256).mapToDouble(j -> j / 255.0).toArray();
        assertTrue(PinnPictures.amplitudes(ramp, false)[100] < 1e-3 * PinnPictures.amplitudes(ramp, true)[100]);
    }

    @Test
    void pixelsLieWhereTheirCoordinatesAre() {
        PixelPlane plane = PixelPlane.space(new double[] {0, 4, 10, 12}, 8);
        assertEquals(8, plane.width());
        assertEquals(4, plane.height());
        PixelValues sheet = plane.sheet((x, y) -> 100 * x + y);
        assertEquals(25 + 11.75, sheet.values()[0], 1e-12, "top left");
        assertEquals(375 + 10.25, sheet.values()[31], 1e-12, "bottom right");
    }
}
