package io.fieldwork.pde.closure.kinetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.pde.closure.ActiveFluid;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms against sums, and Stokes flow against a wave that is known. */
final class TransformsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 12, 32, 48})
    void rowsAreSums(int n) {
        RowTransform transform = new RowTransform(n);
        SplittableRandom random = new SplittableRandom(n);
        Plane rows = Plane.zeros(n, 5);
        Plane start = Plane.zeros(n, 5);
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < 5; c++) {
                start.re()[r][c] = random.nextDouble();
                start.im()[r][c] = random.nextDouble();
            }
        }
        rows.set(start);
        transform.forward(rows, 1, 4);
        for (int k = 0; k < n; k++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < n; j++) {
                double angle = -2 * Math.PI * j * k / n;
                re += start.re()[j][2] * Math.cos(angle) - start.im()[j][2] * Math.sin(angle);
                im += start.re()[j][2] * Math.sin(angle) + start.im()[j][2] * Math.cos(angle);
            }
            assertEquals(re, rows.re()[transform.place(k)][2], 1e-12);
            assertEquals(im, rows.im()[transform.place(k - n)][2], 1e-12);
            assertEquals(start.re()[k][0], rows.re()[k][0], 0);
        }
        transform.inverse(rows, 1, 4);
        for (int k = 0; k < n; k++) {
            assertEquals(n * start.re()[k][3], rows.re()[k][3], 1e-12);
            assertEquals(n * start.im()[k][1], rows.im()[k][1], 1e-12);
        }
    }

    @Test
    void otherLengthsAreRejected() {
        assertThrows(IllegalArgumentException.class, () -> new RowTransform(9));
        assertThrows(IllegalArgumentException.class, () -> new RowTransform(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 32, 192})
    void aWaveIsOneMode(int n) {
        Square square = new Square(n, 3);
        Plane values = square.values();
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                double angle = 2 * Math.PI * (2.0 * x - 3.0 * y) / n;
                values.re()[y][x] = Math.cos(angle);
                values.im()[y][x] = Math.sin(angle);
            }
        }
        Plane start = square.values();
        start.set(values);
        Plane spectrum = square.spectrum();
        square.forwardOnAll(values, spectrum, square.work());
        int middle = square.modes() / 2;
        assertEquals(1, spectrum.re()[middle + 2][middle - 3], 1e-14);
        spectrum.re()[middle + 2][middle - 3] -= 1;
        for (int r = 0; r < square.modes(); r++) {
            for (int i = 0; i < square.modes(); i++) {
                assertEquals(0, Math.hypot(spectrum.re()[r][i], spectrum.im()[r][i]), 1e-14);
            }
        }
        spectrum.re()[middle + 2][middle - 3] += 1;
        square.inverse(spectrum, values, square.work());
        assertEquals(start.re()[5][7], values.re()[5][7], 1e-13);
        assertEquals(start.im()[5][7], values.im()[5][7], 1e-13);
    }

    @Test
    void aShearStressShears() {
        Square square = new Square(16, 5);
        double k = 2 * Math.PI / 5;
        Plane c = square.values();
        Plane second = square.values();
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                c.re()[y][x] = 1;
                second.im()[y][x] = 2 * 0.3 * Math.cos(k * x * 5 / 16);
            }
        }
        ActiveFluid fluid = ActiveFluid.of(1, 0, 0, 1, 1);
        StokesFlow stokes = new StokesFlow(fluid, square, 1e-12);
        Flow flow = stokes.solve(c, second, square.values());
        for (int x = 0; x < 16; x++) {
            double angle = k * x * 5 / 16;
            assertEquals(0, flow.velocity().re()[3][x], 1e-15);
            assertEquals(-0.3 / k * Math.sin(angle), flow.velocity().im()[3][x], 1e-14);
            assertEquals(-0.15 * Math.cos(angle), flow.strain().im()[3][x], 1e-14);
            assertEquals(-0.3 * Math.cos(angle), flow.vorticity().re()[3][x], 1e-14);
        }
        assertEquals(0, stokes.energy(), 1e-14);
    }
}
