package io.fieldwork.fields.rbf;

import io.fieldwork.fields.kernel.RadialLayout;
import java.util.Arrays;

/**
 * Centres c_i and shapes of radial bases: what lies at x has the squared distance q_i(x) = (x - c_i)^T P_i (x - c_i) in the measure of base i, with P_i
 * symmetric and positive, the inverse of a covariance (NeuRBF; Chen et al. 2023, eq. 3).
 *
 * @param dimensions 2 or 3
 * @param centres [k, dimensions]
 * @param precisions the upper triangles of the P_i row by row: [k, 3] of xx, xy, yy or [k, 6] of xx, xy, xz, yy, yz, zz
 */
public record RadialBases(int dimensions, float[] centres, float[] precisions) {
    /** Off the diagonal a covariance has at most this share of what its variances allow. */
    private static final double MOST_CORRELATION = 0.999;

    /** Rejects arrays that do not match. */
    public RadialBases {
        if (precisions.length * dimensions != centres.length * RadialLayout.entries(dimensions)) {
            throw new IllegalArgumentException(centres.length + " coordinates and " + precisions.length + " entries");
        }
    }

    /** {@return the number of bases} */
    public int count() {
        return centres.length / dimensions;
    }

    /**
     * {@return bases at the centres of clusters, shaped like the points of each}
     *
     * @param points with their weights, which were put into clusters
     * @param stretch factor on the covariance of the points of a cluster, positive
     * @param least variance along an axis
     * @param most variance along an axis
     */
    public static RadialBases of(
            WeightedKmeans points, WeightedKmeans.Clusters clusters, double stretch, double least, double most) {
        int dimensions = points.dimensions();
        int entries = RadialLayout.entries(dimensions);
        int count = clusters.centres().length / dimensions;
        double[] sums = new double[count * entries];
        double[] mass = new double[count];
        for (int i = 0; i < clusters.labels().length; i++) {
            int cluster = clusters.labels()[i];
            double weight = points.weights()[i];
            mass[cluster] += weight;
            int at = cluster * entries;
            for (int a = 0; a < dimensions; a++) {
                for (int b = a; b < dimensions; b++) {
                    sums[at++] += weight * apart(points, clusters, i, a) * apart(points, clusters, i, b);
                }
            }
        }
        float[] precisions = new float[sums.length];
        for (int i = 0; i < count; i++) {
            double[] covariance = new double[entries];
            for (int k = 0; k < entries; k++) {
                covariance[k] = mass[i] > 0 ? stretch * sums[i * entries + k] / mass[i] : 0;
            }
            clip(covariance, dimensions, least, most);
            double[] inverse = dimensions == 2 ? inverse2(covariance) : inverse3(covariance);
            for (int k = 0; k < entries; k++) {
                precisions[i * entries + k] = (float) inverse[k];
            }
        }
        return new RadialBases(dimensions, clusters.centres(), precisions);
    }

    private static double apart(WeightedKmeans points, WeightedKmeans.Clusters clusters, int point, int axis) {
        int dimensions = points.dimensions();
        return points.points()[point * dimensions + axis]
                - clusters.centres()[clusters.labels()[point] * dimensions + axis];
    }

    /** The place of (a, b) in an upper triangle. */
    private static int entry(int dimensions, int a, int b) {
        int low = Math.min(a, b);
        return low * dimensions - low * (low - 1) / 2 + Math.max(a, b) - low;
    }

    private static void clip(double[] covariance, int dimensions, double least, double most) {
        for (int a = 0; a < dimensions; a++) {
            int at = entry(dimensions, a, a);
            covariance[at] = Math.clamp(covariance[at], least, most);
        }
        for (int a = 0; a < dimensions; a++) {
            for (int b = a + 1; b < dimensions; b++) {
                double bound = MOST_CORRELATION
                        * Math.sqrt(covariance[entry(dimensions, a, a)] * covariance[entry(dimensions, b, b)]);
                int at = entry(dimensions, a, b);
                covariance[at] = Math.clamp(covariance[at], -bound, bound);
            }
        }
    }

    private static double[] inverse2(double[] m) {
        double determinant = m[0] * m[2] - m[1] * m[1];
        return new double[] {m[2] / determinant, -m[1] / determinant, m[0] / determinant};
    }

    private static double[] inverse3(double[] m) {
        double xx = m[3] * m[5] - m[4] * m[4];
        double xy = m[2] * m[4] - m[1] * m[5];
        double xz = m[1] * m[4] - m[2] * m[3];
        double determinant = m[0] * xx + m[1] * xy + m[2] * xz;
        double[] adjugate = {xx, xy, xz, m[0] * m[5] - m[2] * m[2], m[1] * m[2] - m[0] * m[4], m[0] * m[3] - m[1] * m[1]
        };
        return Arrays.stream(adjugate).map(entry -> entry / determinant).toArray();
    }

    /** {@return the squared distance of a place from the centre of a base, in the base's measure} */
    public float square(int base, float[] places, int at) {
        int entry = base * RadialLayout.entries(dimensions);
        float square = 0;
        for (int a = 0; a < dimensions; a++) {
            float apart = places[at + a] - centres[base * dimensions + a];
            square += precisions[entry++] * apart * apart;
            for (int b = a + 1; b < dimensions; b++) {
                square += 2 * precisions[entry++] * apart * (places[at + b] - centres[base * dimensions + b]);
            }
        }
        return square;
    }

    /**
     * {@return the same bases, wide enough that each of some places has a squared distance of at most {@code most} from the base whose centre is
     * nearest}
     *
     * @param places [n, dimensions]
     */
    public RadialBases covering(float[] places, float most) {
        float[] farthest = new float[count()];
        KdTree.Search search = new KdTree(centres, dimensions).new Search(1);
        for (int at = 0; at < places.length; at += dimensions) {
            search.nearest(places, at);
            int base = search.point(0);
            farthest[base] = Math.max(farthest[base], square(base, places, at));
        }
        float[] wider = precisions.clone();
        int entries = RadialLayout.entries(dimensions);
        for (int i = 0; i < wider.length; i++) {
            float far = farthest[i / entries];
            wider[i] *= far > most ? most / far : 1;
        }
        return new RadialBases(dimensions, centres, wider);
    }

    /** {@return how far the ellipsoid of squared distance 1 reaches from the centre of a base along an axis} */
    float reach(int base, int axis) {
        int entries = RadialLayout.entries(dimensions);
        double[] precision = new double[entries];
        for (int k = 0; k < entries; k++) {
            precision[k] = precisions[base * entries + k];
        }
        double[] covariance = dimensions == 2 ? inverse2(precision) : inverse3(precision);
        return (float) Math.sqrt(covariance[entry(dimensions, axis, axis)]);
    }
}
