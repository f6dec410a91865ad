package io.fieldwork.pde.closure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Bingham distribution against values of 40 digits and quadrature, and its closure against tensors. */
final class BinghamTest {
    @ParameterizedTest
    @CsvSource({
        "0.51, 0.0400080027, 0.000200026673, 0.500066683, 0.3850250033, 0.1249749967, 0.3650250033",
        "0.55, 0.2010084133, 0.005016771617, 0.501677162, 0.4256270965, 0.1243729035, 0.3256270965",
        "0.60, 0.4082772243, 0.020273539077, 0.506838477, 0.4775341924, 0.1224658076, 0.2775341924",
        "0.65, 0.6292153761, 0.046431440195, 0.515904891, 0.5308039300, 0.1191960700, 0.2308039300",
        "0.70, 0.8740799174, 0.084751881253, 0.529699258, 0.5855939852, 0.1144060148, 0.1855939852",
        "0.75, 1.1593199208, 0.137425328331, 0.549701313, 0.6421781660, 0.1078218340, 0.1421781660",
        "0.80, 1.5157392663, 0.208307110142, 0.578630862, 0.7010383888, 0.0989616112, 0.1010383888",
        "0.85, 2.0136278069, 0.304737451871, 0.621913167, 0.7630921815, 0.0869078185, 0.0630921815",
        "0.90, 2.8712867072, 0.442758538882, 0.691810217, 0.8303448174, 0.0696551826, 0.0303448173",
        "0.95, 5.3046890630, 0.660677566840, 0.815651317, 0.9075846959, 0.0424153041, 0.0075846959",
        "0.98, 12.7667812573, 0.849609704960, 0.921885531, 0.9612012131, 0.0187987869, 0.0012012131",
        "0.99, 25.2579058793, 0.922400534337, 0.960433709, 0.9803000668, 0.0096999332, 0.0003000668",
        "0.999, 250.2507537780, 0.992024000048, 0.996004032, 0.9980030000, 0.0009969999, 0.0000030000"
    })
    void meetsTheTable(double mu, double kappa, double h, double q, double s1111, double s1122, double s2222) {
        double r = 2 * mu - 1;
        assertEquals(kappa, Bingham.kappa(r), 1e-10 * Math.max(1, kappa * kappa));
        assertEquals(h, Bingham.fourth(r), 1e-12);
        assertEquals(q, Bingham.factor(r * r), 6e-10);
        double[] s = AngularMoments.bingham(1, r, 0).fourthTensor();
        assertArrayEquals(new double[] {s1111, 0, s1122, 0, s2222}, s, 1.1e-10);
    }

    @Test
    void endsAreKnown() {
        assertEquals(0, Bingham.kappa(0), 0);
        assertEquals(0.5, Bingham.factor(0), 0);
        assertEquals(1, Bingham.factor(1), 0);
        double r = 0.1;
        double series = 2 * r + Math.pow(r, 3) + 5 * Math.pow(r, 5) / 6 + 19 * Math.pow(r, 7) / 24;
        assertEquals(series + 143 * Math.pow(r, 9) / 180 + 1769 * Math.pow(r, 11) / 2160, Bingham.kappa(r), 1e-12);
        assertEquals(Bingham.factor(0.0009999 * 0.0009999), Bingham.factor(0.0010001 * 0.0010001), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> Bingham.kappa(1));
    }

    /** The sum of all is q(1) = 1, and theSeriesConverges bounds the error of each. */
    @Test
    void chebyshevCoefficientsAreThoseOfTheFactor() {
        double[] expected = {
            0.68932521599,
            0.24102401881,
            0.06300944865,
            0.01126414866,
            -0.00169361617,
            -0.00248076369,
            -0.00091942228,
            0.00008041688,
            0.00029440612,
            0.00016042818,
            0.00001191776,
            -0.00004571719
        };
        double[] found = TensorClosure.BINGHAM.series().coefficients();
        assertArrayEquals(expected, Arrays.copyOf(found, 12), 6e-12);
        assertEquals(1, Arrays.stream(found).sum(), 1e-12);
        double[] first = {0.66243306782, 0.30509669757, 0.02266129366, 0.00692907352, 0.00250869650};
        ChebyshevSeries series = ChebyshevSeries.interpolating(x -> aligned((x + 1) / 2), 96);
        assertArrayEquals(first, Arrays.copyOf(series.coefficients(), 5), 6e-12);
    }

    /** S₁₁₁₁ of an order, exactly. */
    private static double aligned(double r) {
        return (3 + 4 * r + Bingham.fourth(r)) / 8;
    }

    @ParameterizedTest
    @CsvSource({"8, 7.0e-4", "12, 7.9e-5", "16, 1.1e-5", "24, 2.2e-7", "32, 6.4e-9", "48, 1.5e-11", "64, 7.2e-14"})
    void theSeriesConverges(int terms, double expected) {
        ChebyshevSeries series = ChebyshevSeries.interpolating(x -> Bingham.factor((1 + x) / 2), terms);
        double worst = 0;
        for (int i = 0; i <= 2000; i++) {
            double s = (1 - Math.cos(Math.PI * i / 2000)) / 2;
            worst = Math.max(worst, Math.abs(series.value(2 * s - 1) - Bingham.factor(s)));
        }
        assertEquals(1, worst / expected, 0.25);
    }

    @Test
    void manyPointsAtATimeAreTheSame() {
        double[] x = new double[600];
        Arrays.setAll(x, i -> -1 + i / 299.5);
        double[] found = new double[600];
        TensorClosure.BINGHAM.series().values(x, found, 600);
        double[] expected =
                Arrays.stream(x).map(TensorClosure.BINGHAM.series()::value).toArray();
        assertArrayEquals(expected, found, 1e-15);
    }

    @Test
    void entropyMeetsKnownValues() {
        assertEquals(-Math.log(2 * Math.PI), Bingham.entropy(0), 1e-15);
        assertEquals(-1.8278519265, Bingham.entropy(0.1), 1e-10);
        assertEquals(-1.5695962719, Bingham.entropy(0.5), 1e-10);
        assertEquals(-1.0225317847, Bingham.entropy(0.8), 1e-10);
        assertEquals(-0.2806607003, Bingham.entropy(0.95), 1e-10);
    }

    @Test
    void momentsAreIntegrals() {
        double kappa = 3.7;
        double[] moments = Bingham.moments(kappa, 6);
        for (int j = 0; j < 6; j++) {
            double sum = 0;
            double all = 0;
            for (int i = 0; i < 128; i++) {
                double phi = 2 * Math.PI * i / 128;
                sum += Math.exp(kappa * Math.cos(phi)) * Math.cos(j * phi);
                all += Math.exp(kappa * Math.cos(phi));
            }
            assertEquals(sum / all, moments[j], 1e-14);
        }
    }

    @Test
    void aPointMeetsItsTensors() {
        AngularMoments point = AngularMoments.bingham(1, 0.6, Math.PI / 6);
        Complex strain = new Complex(0.3, -0.2);
        ActiveFluid fluid = ActiveFluid.of(-1, 0.8, 2, 0.05, 0.05);
        double near = 6e-11;
        assertArrayEquals(new double[] {0.65, 0.2598076211, 0.35}, point.secondTensor(), near);
        assertEquals(-0.1041535551, point.fourth().getReal(), near);
        assertEquals(0.1803992492, point.fourth().getImaginary(), near);
        assertArrayEquals(
                new double[] {0.5119808056, 0.1524537167, 0.1380191944, 0.1073539044, 0.2119808056},
                point.fourthTensor(),
                near);
        assertArrayEquals(
                new double[] {0.0512069967, -0.0416777341, -0.0651300451}, point.fourthWithStrain(strain), near);
        assertArrayEquals(new double[] {0.4603115166, 0.2083856595, 0.2196884834}, point.fourthWithSecond(), near);
        assertEquals(-0.3969366601, point.stress(fluid, strain).getReal(), near);
        assertEquals(-0.9154001710, point.stress(fluid, strain).getImaginary(), near);
        assertArrayEquals(
                new double[] {-0.0610383888, 0.8020767775, -0.0029333715, -0.0080563055, 0.1979232225},
                point.tensorBasis(strain),
                near);
    }

    @Test
    void theTensorBasisIsExactForAnyConcentration() {
        AngularMoments point = AngularMoments.bingham(1.7, 0.45, 0.9);
        Complex strain = new Complex(-0.4, 0.7);
        double[] b = point.tensorBasis(strain);
        double[] d = point.secondTensor();
        double[] e = {strain.getReal(), strain.getImaginary(), -strain.getReal()};
        double[] identity = {1, 0, 1};
        for (int i = 0; i < 3; i++) {
            assertEquals(point.fourthWithSecond()[i], b[0] * identity[i] + b[1] * d[i], 1e-15);
            assertEquals(point.fourthWithStrain(strain)[i], b[2] * identity[i] + b[3] * d[i] + b[4] * e[i], 1e-15);
        }
        double[] sd = point.fourthWithSecond();
        assertEquals(d[0] * d[0] + 2 * d[1] * d[1] + d[2] * d[2], sd[0] + sd[2], 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.6, 0.9, 0.999})
    void closuresAreOfTheirKind(double r) {
        double s = r * r;
        assertEquals(Bingham.factor(s), TensorClosure.BINGHAM.factor(s), 1e-13);
        assertEquals(s, TensorClosure.WRAPPED_NORMAL.factor(s), 1e-15);
        assertEquals(0.5, TensorClosure.ISOTROPIC.factor(s), 0);
        assertEquals(1, TensorClosure.QUADRATIC.factor(s), 0);
        assertTrue(AngularMoments.bingham(1, r, 1).slack() > -1e-15);
        double[] re = {2 * r * Math.cos(0.8)};
        double[] im = {2 * r * Math.sin(0.8)};
        for (TensorClosure closure : TensorClosure.values()) {
            double[] re4 = new double[1];
            double[] im4 = new double[1];
            closure.close(new Closure.Points(new double[] {2}, re, im, new double[1], new double[1]), re4, im4);
            assertEquals(2 * closure.factor(s) * s * Math.cos(1.6), re4[0], 1e-14);
            assertEquals(2 * closure.factor(s) * s * Math.sin(1.6), im4[0], 1e-14);
        }
    }
}
