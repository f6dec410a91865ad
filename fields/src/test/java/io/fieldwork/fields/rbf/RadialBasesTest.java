package io.fieldwork.fields.rbf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Centres, shapes and neighbours against brute force and closed forms. */
class RadialBasesTest {
    private static float[] uniform(String stream, int count) {
        Draws draws = Draws.of(3, stream, 0);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = draws.uniform(i);
        }
        return values;
    }

    private static float square(float[] a, int i, float[] b, int j, int d) {
        float sum = 0;
        for (int k = 0; k < d; k++) {
            sum += (a[i * d + k] - b[j * d + k]) * (a[i * d + k] - b[j * d + k]);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 4", "2, 7, 4", "2, 500, 1", "3, 500, 8", "2, 500, 500"})
    void theNearestAreThoseOfASearchThroughAll(int d, int count, int k) {
        float[] points = uniform("points", count * d);
        for (int i = 0; i < points.length; i += 3) {
            points[i] = Math.round(points[i] * 8) / 8f;
        }
        float[] places = uniform("places", 100 * d);
        KdTree.Search search = new KdTree(points, d).new Search(k);
        for (int place = 0; place < 100; place++) {
            int at = place;
            assertEquals(Math.min(k, count), search.nearest(places, place * d));
            double[] expected = IntStream.range(0, count)
                    .mapToDouble(i -> square(points, i, places, at, d))
                    .sorted()
                    .limit(k)
                    .toArray();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], search.square(i));
                assertEquals(expected[i], square(points, search.point(i), places, at, d));
            }
        }
    }

    /** The weighted sum of squared distances from the centres. */
    private static double spread(WeightedKmeans points, WeightedKmeans.Clusters clusters) {
        double sum = 0;
        for (int i = 0; i < points.weights().length; i++) {
            sum += points.weights()[i]
                    * square(points.points(), i, clusters.centres(), clusters.labels()[i], points.dimensions());
        }
        return sum;
    }

    @Test
    void centresComeTogetherWhereTheWeightIs() {
        float[] places = uniform("places", 4000);
        float[] weights = new float[2000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = places[2 * i] < 0.25 ? 9 : places[2 * i] < 0.9 ? 1 : 0;
        }
        WeightedKmeans points = new WeightedKmeans(2, places, weights);
        double before = Double.POSITIVE_INFINITY;
        for (int iterations = 0; iterations < 12; iterations += 3) {
            double spread = spread(points, points.clusters(40, iterations, Draws.of(1, "centres", 0)));
            assertTrue(spread < before, iterations + " iterations: " + spread + ", before " + before);
            before = spread;
        }
        float[] centres = points.clusters(40, 10, Draws.of(1, "centres", 0)).centres();
        long left = IntStream.range(0, 40).filter(i -> centres[2 * i] < 0.25).count();
        assertTrue(
                left >= 15 && left < 40,
                left + " of 40 centres in a quarter of the square with three quarters of the weight");
        assertThrows(
                IllegalArgumentException.class,
                () -> points.clusters(1900, 1, Draws.of(1, "centres", 0)),
                "more clusters than points of weight");
    }

    /** Two clouds far apart: their means and the inverses of their covariances. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shapesAreInverseCovariances(int d) {
        int half = 3000;
        float[] places = new float[2 * half * d];
        float[] weights = new float[2 * half];
        Draws draws = Draws.of(5, "clouds", 0);
        for (int i = 0; i < 2 * half; i++) {
            double along = 0.02 * draws.normal((long) i * d);
            for (int k = 0; k < d; k++) {
                double across = 0.01 * draws.normal((long) i * d + 1 + k);
                places[i * d + k] = (float) ((i < half ? 0.2 : 0.8) + along + across);
            }
            weights[i] = 0.5f + draws.uniform(i);
        }
        WeightedKmeans points = new WeightedKmeans(d, places, weights);
        RadialBases bases = RadialBases.of(points, points.clusters(2, 10, Draws.of(1, "centres", 0)), 2, 1e-9, 1);
        double own = 2 * (4e-4 + 1e-4);
        double mixed = 2 * 4e-4;
        for (int base = 0; base < 2; base++) {
            double middle = bases.centres()[base * d] < 0.5 ? 0.2 : 0.8;
            float[] place = new float[d];
            for (int k = 0; k < d; k++) {
                assertEquals(middle, bases.centres()[base * d + k], 2e-3);
                place[k] = bases.centres()[base * d + k] + 0.01f;
            }
            double onAxis = own + (d - 1) * mixed;
            assertEquals(
                    d * 1e-4 / onAxis, bases.square(base, place, 0), 0.06 * d * 1e-4 / onAxis, "along the diagonal");
            place[0] -= 0.02f;
            double[] difference = {-0.01, 0.01, 0.01};
            assertEquals(
                    square(difference, d, own, mixed),
                    bases.square(base, place, 0),
                    0.06 * square(difference, d, own, mixed));
            assertEquals(Math.sqrt(own), bases.reach(base, 1), 0.03 * Math.sqrt(own));
        }
    }

    /** x^T M^-1 x with M = (own - mixed) I + mixed 1 1^T, by the formula of Sherman and Morrison. */
    private static double square(double[] x, int d, double own, double mixed) {
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < d; k++) {
            sum += x[k];
            squares += x[k] * x[k];
        }
        double rest = own - mixed;
        return squares / rest - mixed * sum * sum / (rest * (rest + d * mixed));
    }

    private static RadialBases bases(int d) {
        float[] places = uniform("covered", 4000 * d);
        float[] weights = new float[4000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.1f + places[i * d];
        }
        WeightedKmeans points = new WeightedKmeans(d, places, weights);
        return RadialBases.of(points, points.clusters(60, 5, Draws.of(1, "centres", 0)), 6, 1e-6, 0.1)
                .covering(places, 0.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theBasesThatCoverAPlaceAreFound(int d) {
        RadialBases bases = bases(d);
        float[] places = uniform("anywhere", 900 * d);
        for (int i = 0; i < places.length; i++) {
            places[i] = 1.4f * places[i] - 0.2f;
        }
        Neighbourhood.Lists lists = Neighbourhood.covering(bases).lists(places);
        for (int i = 0; i < 900; i++) {
            int at = i * d;
            int[] expected = IntStream.range(0, bases.count())
                    .filter(base -> bases.square(base, places, at) < 1)
                    .toArray();
            assertArrayEquals(
                    expected,
                    Arrays.copyOfRange(lists.bases(), lists.offsets()[i], lists.offsets()[i + 1]),
                    "place " + i);
        }
    }

    @Test
    void everyPlaceIsCovered() {
        RadialBases bases = bases(2);
        float[] places = uniform("covered", 8000);
        int[] offsets = Neighbourhood.covering(bases).lists(places).offsets();
        for (int i = 0; i < 4000; i++) {
            int at = 2 * i;
            assertTrue(offsets[i + 1] > offsets[i], "no base at place " + i);
            int nearest = IntStream.range(0, bases.count())
                    .boxed()
                    .min(Comparator.comparingDouble(base -> square(bases.centres(), base, places, at / 2, 2)))
                    .orElseThrow();
            assertTrue(bases.square(nearest, places, at) <= 0.5001, "the nearest base hardly reaches place " + i);
        }
    }

    @Test
    void theNearestBasesAreListedForEachPlace() {
        RadialBases bases = bases(2);
        float[] places = uniform("anywhere", 200);
        Neighbourhood.Lists lists = Neighbourhood.nearest(bases, 4).lists(places);
        KdTree.Search search = new KdTree(bases.centres(), 2).new Search(4);
        for (int i = 0; i < 100; i++) {
            search.nearest(places, 2 * i);
            assertEquals(4 * i, lists.offsets()[i]);
            for (int k = 0; k < 4; k++) {
                assertEquals(search.point(k), lists.bases()[4 * i + k]);
            }
        }
    }
}
