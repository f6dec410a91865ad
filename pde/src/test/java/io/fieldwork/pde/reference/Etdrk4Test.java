package io.fieldwork.pde.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;

class Etdrk4Test {
    /** v' = -v + v² has the solution 1 / (1 + (1/v0 - 1) e^t), for complex v too. */
    @Test
    void isOfOrderFour() {
        double coarse = error(0.1);
        double fine = error(0.05);
        double finest = error(0.025);
        assertEquals(4, Math.log(coarse / fine) / Math.log(2), 0.15);
        assertEquals(4, Math.log(fine / finest) / Math.log(2), 0.08);
    }

    private static double error(double step) {
        double[] v = {0.5, 0};
        Etdrk4 flow = new Etdrk4(new double[] {-1, 0}, (state, result) -> {
            result[0] = state[0] * state[0] - state[1] * state[1];
            result[1] = 2 * state[0] * state[1];
        });
        flow.advance(v, 1, step);
        assertEquals(0, v[1], 1e-15);
        return Math.abs(v[0] - 1 / (1 + Math.E));
    }

    @Test
    void solvesTheLinearPartExactly() {
        double[] v = {1, 0, 2, 1, 1, 0};
        Etdrk4 flow = new Etdrk4(new double[] {-1e6, 0, 0, 300, -0.25, 2}, (state, result) -> {});
        flow.advance(v, 0.7, 0.1);
        assertEquals(0, v[0], 1e-300);
        assertEquals(2 * Math.cos(210) - Math.sin(210), v[2], 1e-12);
        assertEquals(2 * Math.sin(210) + Math.cos(210), v[3], 1e-12);
        assertEquals(Math.exp(-0.175) * Math.cos(1.4), v[4], 1e-14);
        assertEquals(Math.exp(-0.175) * Math.sin(1.4), v[5], 1e-14);
    }

    /** v' = L v + 1 is integrated exactly, whatever L: the coefficients must not cancel near L = 0. */
    @Test
    void keepsItsDigitsNearZero() {
        double[] rates = {0, 1e-12, 1e-6, -1e-3, -1, -40};
        double[] v = new double[2 * rates.length];
        Etdrk4 flow = new Etdrk4(Etdrk4.pairs(rates, 0), (state, result) -> {
            for (int i = 0; i < result.length; i += 2) {
                result[i] = 1;
            }
        });
        flow.advance(v, 1, 0.25);
        for (int i = 0; i < rates.length; i++) {
            double exact = rates[i] == 0 ? 1 : Math.expm1(rates[i]) / rates[i];
            assertEquals(exact, v[2 * i], 1e-14 * exact * 10);
        }
    }

    /** The means over half a circle for real L and over the whole for complex L are the same function. */
    @Test
    void treatsRealAndNearlyRealRatesAlike() {
        double[] v = {0.3, 0.1, 0.3, 0.1};
        Etdrk4 flow = new Etdrk4(new double[] {-2, 0, -2, 1e-300}, (state, result) -> {
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.sin(state[i]);
            }
        });
        flow.advance(v, 2, 0.1);
        assertEquals(v[0], v[2], 1e-14);
        assertEquals(v[1], v[3], 1e-14);
        assertTrue(v[0] > 0);
    }

    /** Far from zero the published formulas do not cancel: f1 = h (-4 - z + e^z (4 - 3 z + z²)) / z³ and so on. */
    @Test
    void coefficientsAreThoseOfCoxAndMatthews() {
        double h = 0.2;
        double[] rates = {-10, 0, -50, 0, 20, 0, 3, -40};
        Etdrk4Coefficients all = Etdrk4Coefficients.of(rates, h);
        for (int i = 0; i < rates.length; i += 2) {
            Complex z = new Complex(h * rates[i], h * rates[i + 1]);
            Complex cube = z.multiply(z).multiply(z).divide(h);
            Complex square = z.multiply(z);
            Complex f1 = z.exp()
                    .multiply(square.subtract(z.multiply(3)).add(4))
                    .subtract(z)
                    .subtract(4);
            Complex f2 = z.exp().multiply(z.subtract(2)).add(z).add(2).multiply(2);
            Complex f3 = z.exp()
                    .multiply(z.negate().add(4))
                    .subtract(square)
                    .subtract(z.multiply(3))
                    .subtract(4);
            near(z.exp(), all.e(), i);
            near(z.multiply(0.5).exp(), all.e2(), i);
            near(z.multiply(0.5).exp().subtract(1).divide(z).multiply(h), all.q(), i);
            near(f1.divide(cube), all.f1(), i);
            near(f2.divide(cube), all.f2(), i);
            near(f3.divide(cube), all.f3(), i);
        }
    }

    private static void near(Complex expected, double[] pairs, int i) {
        double tolerance = 1e-12 * Math.max(1, expected.abs());
        assertEquals(expected.getReal(), pairs[i], tolerance);
        assertEquals(expected.getImaginary(), pairs[i + 1], tolerance);
    }
}
