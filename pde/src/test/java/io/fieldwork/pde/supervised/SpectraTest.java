package io.fieldwork.pde.supervised;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpectraTest {
    /** A wave of amplitude a has two modes of a/2; the ring of √(3² + 4²) = 5 has as many modes as rounding gives it. */
    @Test
    void aWaveIsInItsRing() {
        int h = 24;
        int w = 32;
        double[] values = new double[h * w];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 + 3 * Math.cos(2 * Math.PI * (3.0 * (i / w) / h + 4.0 * (i % w) / w) + 0.4);
        }
        int ring = 0;
        for (int k = -h / 2 + 1; k <= h / 2; k++) {
            for (int l = -w / 2 + 1; l <= w / 2; l++) {
                ring += Math.round(Math.hypot(k, l)) == 5 ? 1 : 0;
            }
        }
        double[] found = Spectra.amplitudes(values, h, w);
        assertEquals(13, found.length);
        for (int k = 0; k < found.length; k++) {
            double expected = k == 0 ? 2 : k == 5 ? 1.5 * Math.sqrt(2.0 / ring) : 0;
            assertEquals(expected, found[k], 1e-12);
        }
    }

    @Test
    void aLineHasTwoModesARing() {
        double[] values = new double[10];
        for (int i = 0; i < 10; i++) {
            values[i] = Math.sin(2 * Math.PI * 2 * i / 10);
        }
        double[] found = Spectra.amplitudes(values, 1, 10);
        for (int k = 0; k < found.length; k++) {
            assertEquals(k == 2 ? 0.5 : 0, found[k], 1e-12);
        }
    }
}
