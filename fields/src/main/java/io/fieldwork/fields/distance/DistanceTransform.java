package io.fieldwork.fields.distance;

import io.fieldwork.fields.kernel.Parallel;
import java.util.Arrays;

/**
 * The exact Euclidean distance transform of a lattice (Felzenszwalb, Huttenlocher 2012): along one axis after another, the lower envelope of the
 * parabolas that stand on each value. Linear in the number of points.
 */
final class DistanceTransform {
    private DistanceTransform() {}

    /**
     * Turns zeros, and infinity elsewhere, into the square of the distance to the nearest zero; infinity if there is none.
     *
     * @param values [n, n, n], any axis order
     * @param n points along an axis
     * @param steps distance of neighbours along each axis, fastest first
     */
    static void squares(double[] values, int n, double[] steps) {
        int stride = 1;
        for (double step : steps) {
            int along = stride;
            Parallel.run(n, slab -> {
                Envelope envelope = new Envelope(n, step);
                for (int row = 0; row < n; row++) {
                    int line = slab * n + row;
                    envelope.transform(values, line % along + line / along * along * n, along);
                }
            });
            stride *= n;
        }
    }

    /** The work space of one line. */
    private static final class Envelope {
        private final int n;
        private final double square;
        private final double[] line;
        /** Places of the parabolas of the envelope, and where each begins to be the lowest. */
        private final int[] place;

        private final double[] begin;

        Envelope(int n, double step) {
            this.n = n;
            this.square = step * step;
            line = new double[n];
            place = new int[n];
            begin = new double[n + 1];
        }

        void transform(double[] values, int from, int stride) {
            int last = -1;
            for (int q = 0; q < n; q++) {
                line[q] = values[from + q * stride];
                if (line[q] < Double.POSITIVE_INFINITY) {
                    double meets = last < 0 ? Double.NEGATIVE_INFINITY : meeting(place[last], q);
                    while (last >= 0 && meets <= begin[last]) {
                        last--;
                        meets = last < 0 ? Double.NEGATIVE_INFINITY : meeting(place[last], q);
                    }
                    place[++last] = q;
                    begin[last] = meets;
                }
            }
            if (last < 0) {
                return;
            }
            Arrays.fill(begin, last + 1, n + 1, Double.POSITIVE_INFINITY);
            for (int q = 0, k = 0; q < n; q++) {
                while (begin[k + 1] < q) {
                    k++;
                }
                values[from + q * stride] = square * (q - place[k]) * (q - place[k]) + line[place[k]];
            }
        }

        /** Where the parabolas of two places are equal. */
        private double meeting(int p, int q) {
            return ((line[q] - line[p]) / square + (double) q * q - (double) p * p) / (2.0 * (q - p));
        }
    }
}
