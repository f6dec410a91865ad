package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpacityBoundTest {
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"-0.3, 9.751065", "-0.1, 8.160603", "0, 5", "0.05, 3.032653", "0.1, 1.839397", "0.3, 0.248935"})
    void densityIsLaplacesDistributionOverItsWidth(double distance, double density) {
        assertEquals(density, OpacityBound.density(distance, 0.1), 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.1, 0.1, 0",
        "1, 0.8, 0.9, 0.683941",
        "1, 0.5, 1.2, 0.5",
        "1, 1.5, 0.3, 0.3",
        "1, 0.6, 0.6, 0.331662",
        "1, 0.6, -0.6, 0",
        "0, 0.4, 0.4, 0.4"
    })
    void leastDistancesFollowFromTriangles(double length, double first, double last, double gap) {
        assertEquals(gap, OpacityBound.gap(length, first, last), 1e-6);
        assertEquals(gap, OpacityBound.gap(length, -first, -last), 1e-6);
        assertEquals(gap, OpacityBound.gap(length, last, first), 1e-6);
        boolean possible = Math.abs(first - last) <= length;
        assertTrue(!possible || OpacityBound.safeGap(length, first, last) <= gap + 1e-6);
    }

    @Test
    void sufficientWidthOfEvenIntervals() {
        DistanceRay ray = new DistanceRay(0, 6, 0.5f, 128);
        ray.found(new float[128], 0);
        ray.begin(0.1);
        assertEquals(0.86228, ray.beta(), 1e-5);
    }

    /** A plane that is met along its normal has the opacity 1 - exp(-1/2) where it is, whatever the width. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.05, 0.002})
    void opacityOfAPlane(double beta) {
        DoubleUnaryOperator plane = t -> 3 - t;
        assertEquals(1 - Math.exp(-0.5), opacity(plane, -9, 3, beta), 1e-5);
        DoubleUnaryOperator oblique = t -> (3 - t) * Math.cos(1);
        assertEquals(1 - Math.exp(-0.5 / Math.cos(1)), opacity(oblique, -9, 3, beta), 1e-5);
        double u = 1.3;
        assertEquals(1 - Math.exp(-(u + 0.5 * Math.exp(-u))), opacity(plane, -9, 3 + u * beta, beta), 2e-5);
        assertEquals(0.5, opacity(plane, -9, 3 + 0.33574 * beta, beta), 1e-5);
    }

    @Test
    void meanDepthOfAPlaneLiesAThirdOfTheWidthBehindIt() {
        double beta = 0.1;
        double mean = 0;
        double square = 0;
        double step = 1e-4;
        double thickness = 0;
        for (double u = -20; u < 40; u += step) {
            double density = OpacityBound.density(-(u + step / 2) * beta, beta) * beta;
            double weight = Math.exp(-thickness) * -Math.expm1(-density * step);
            thickness += density * step;
            mean += weight * (u + step / 2);
            square += weight * (u + step / 2) * (u + step / 2);
        }
        assertEquals(0.34310, mean, 1e-4);
        assertEquals(1.6123, Math.sqrt(square - mean * mean), 1e-3);
    }

    /** Opacity between two places by Gauss' rule of two points in steps that are short where the density changes. */
    private static double opacity(DoubleUnaryOperator distance, double from, double to, double beta) {
        return -Math.expm1(-thickness(distance, from, to, beta));
    }

    private static double thickness(DoubleUnaryOperator distance, double from, double to, double beta) {
        double sum = 0;
        double t = from;
        double off = 0.5 / Math.sqrt(3);
        while (t < to) {
            double far = Math.abs(distance.applyAsDouble(t)) - 20 * beta;
            double step = Math.min(to - t, Math.max(beta / 16, far));
            double one = OpacityBound.density(distance.applyAsDouble(t + step * (0.5 - off)), beta);
            double other = OpacityBound.density(distance.applyAsDouble(t + step * (0.5 + off)), beta);
            sum += 0.5 * step * (one + other);
            t += step;
        }
        return sum;
    }

    /** The distance of a shape along a ray from x in the direction y, both of three numbers. */
    private static DoubleUnaryOperator along(int shape, double[] x, double[] y) {
        return t -> {
            double a = x[0] + t * y[0];
            double b = x[1] + t * y[1];
            double c = x[2] + t * y[2];
            return switch (shape) {
                case 0 -> Math.sqrt(a * a + b * b + c * c) - 0.8;
                case 1 -> box(Math.abs(a) - 0.7, Math.abs(b) - 0.5, Math.abs(c) - 0.6);
                default -> Math.hypot(Math.hypot(a, b) - 0.7, c) - 0.25;
            };
        };
    }

    private static double box(double a, double b, double c) {
        double u = Math.max(a, 0);
        double v = Math.max(b, 0);
        double w = Math.max(c, 0);
        return Math.sqrt(u * u + v * v + w * w) + Math.min(Math.max(a, Math.max(b, c)), 0);
    }

    private static double[] direction(Random random) {
        double[] d = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double scale = 1 / Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        return new double[] {scale * d[0], scale * d[1], scale * d[2]};
    }

    private static DoubleUnaryOperator ray(Random random, int shape) {
        double[] from = direction(random);
        double[] at = direction(random);
        double[] towards = new double[3];
        double length = 0;
        for (int i = 0; i < 3; i++) {
            from[i] *= 3;
            towards[i] = 0.9 * at[i] - from[i];
            length += towards[i] * towards[i];
        }
        for (int i = 0; i < 3; i++) {
            towards[i] /= Math.sqrt(length);
        }
        return along(shape, from, towards);
    }

    /** On random rays and random intervals the opacity by sums never misses the true one by more than the bound, at any of their ends. */
    @Test
    void theBoundHoldsOnTenThousandRays() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            DoubleUnaryOperator distance = ray(random, i % 3);
            double beta = 0.01 * Math.pow(50, random.nextDouble());
            double[] places =
                    random.doubles(8 + random.nextInt(193), 0, 6).sorted().toArray();
            double error = 0;
            double safe = 0;
            double sums = 0;
            double truth = 0;
            for (int k = 0; k + 1 < places.length; k++) {
                double length = places[k + 1] - places[k];
                double first = distance.applyAsDouble(places[k]);
                double last = distance.applyAsDouble(places[k + 1]);
                error += OpacityBound.error(length, OpacityBound.gap(length, first, last), beta);
                safe += OpacityBound.error(length, OpacityBound.safeGap(length, first, last), beta);
                sums += length * OpacityBound.density(first, beta);
                truth += thickness(distance, places[k], places[k + 1], beta);
                double missed = Math.abs(Math.exp(-sums) - Math.exp(-truth));
                assertTrue(missed <= Math.exp(-sums) * Math.expm1(error) + TOLERANCE, "ray " + i + " to " + k);
                assertTrue(safe >= error - 1e-12);
            }
        }
    }

    /** So does what the rounds of a sampler make of a ray, for the width that they end with. */
    @Test
    void theBoundHoldsOnRefinedRays() {
        Random random = new Random(9);
        int converged = 0;
        for (int i = 0; i < 600; i++) {
            DoubleUnaryOperator distance = ray(random, i % 3);
            double least = 0.005 * Math.pow(40, random.nextDouble());
            DistanceRay ray = new DistanceRay(0, 6, random.nextFloat(), 64);
            for (int round = 0; round < 5; round++) {
                if (round > 0) {
                    ray.refine(64);
                }
                float[] wanted = ray.wanted();
                float[] found = new float[wanted.length];
                for (int k = 0; k < found.length; k++) {
                    found[k] = (float) distance.applyAsDouble(wanted[k]);
                }
                ray.found(found, 0);
                if (round == 0) {
                    ray.begin(0.1);
                }
                ray.measure(true);
                ray.tighten(least, 0.1, 10);
                if (ray.beta() <= least) {
                    converged++;
                    break;
                }
            }
            double bound = bound(ray);
            assertTrue(bound <= 0.1 + 1e-9, "bound " + bound);
            double worst = missed(ray, distance);
            assertTrue(worst <= bound + TOLERANCE, worst + " is more than " + bound);
            SeenPieces.Found chosen = ray.chosen(32, 8, 0);
            float[] places = chosen.t();
            assertTrue(places.length <= 41 && places[0] == 0);
            for (int k = 0; k < places.length; k++) {
                float next = k + 1 < places.length ? places[k + 1] : 6;
                assertTrue(places[k] < next);
                assertEquals(next - places[k], chosen.delta()[k], 1e-6);
            }
        }
        assertTrue(converged > 450, converged + " of 600 reached their width");
    }

    /** The greatest bound of the error of the opacity along a ray. */
    private static double bound(DistanceRay ray) {
        float[] t = ray.places();
        float[] d = ray.distances();
        double worst = 0;
        double error = 0;
        double thickness = 0;
        for (int k = 0; k + 1 < t.length && thickness < OpacityBound.OPAQUE; k++) {
            double length = (double) t[k + 1] - t[k];
            error += OpacityBound.error(length, OpacityBound.gap(length, d[k], d[k + 1]), ray.beta());
            worst = Math.max(worst, OpacityBound.opacity(thickness, error));
            thickness += length * OpacityBound.density(d[k], ray.beta());
        }
        return worst;
    }

    private static double missed(DistanceRay ray, DoubleUnaryOperator distance) {
        float[] t = ray.places();
        double sums = 0;
        double truth = 0;
        double worst = 0;
        for (int k = 0; k + 1 < t.length; k++) {
            sums += ((double) t[k + 1] - t[k]) * OpacityBound.density(ray.distances()[k], ray.beta());
            truth += thickness(distance, t[k], t[k + 1], ray.beta());
            worst = Math.max(worst, Math.abs(Math.exp(-sums) - Math.exp(-truth)));
        }
        return worst;
    }

    /** Samples gather where a ray meets a ball. */
    @Test
    void samplesGatherAtTheSurface() {
        DoubleUnaryOperator distance = along(0, new double[] {0, 0, -3}, new double[] {0, 0, 1});
        DistanceRay ray = new DistanceRay(0, 6, 0.5f, 64);
        for (int round = 0; round < 4; round++) {
            float[] wanted = ray.wanted();
            float[] found = new float[wanted.length];
            for (int k = 0; k < found.length; k++) {
                found[k] = (float) distance.applyAsDouble(wanted[k]);
            }
            ray.found(found, 0);
            ray.refineVisible(64 << round, 16);
        }
        long near = 0;
        for (float t : ray.places()) {
            near += Math.abs(t - 2.2) < 0.1 ? 1 : 0;
        }
        assertTrue(near > 40, near + " of " + ray.places().length);
    }
}
