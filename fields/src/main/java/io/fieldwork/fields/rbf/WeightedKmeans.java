package io.fieldwork.fields.rbf;

import io.fieldwork.fields.kernel.HostChunks;
import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Clusters of weighted points by Lloyd's algorithm (Lloyd 1982), as NeuRBF places its centres (Chen et al. 2023): it begins at points drawn without replacement
 * with probabilities proportional to their weights (Efraimidis, Spirakis 2006), assigns each point to the nearest centre, and moves centres to weighted means. A cluster that
 * has become empty keeps its centre. Sums run in the order of the points, so that the result does not depend on the number of threads.
 *
 * @param dimensions of points
 * @param points [n, dimensions]
 * @param weights [n], not negative; points of weight 0 do not count
 */
public record WeightedKmeans(int dimensions, float[] points, float[] weights) {
    private static final int CHUNK = 1024;

    /**
     * The clusters.
     *
     * @param centres [k, dimensions]
     * @param labels the cluster of each point [n], that of the nearest centre
     */
    public record Clusters(float[] centres, int[] labels) {}

    /** Rejects arrays that do not match. */
    public WeightedKmeans {
        if (points.length != dimensions * weights.length) {
            throw new IllegalArgumentException(points.length + " coordinates and " + weights.length + " weights");
        }
    }

    /**
     * {@return clusters after some iterations}
     *
     * @param count of them, at most the points whose weight is positive
     */
    public Clusters clusters(int count, int iterations, Draws draws) {
        float[] centres = start(count, draws);
        int[] labels = labels(centres);
        for (int i = 0; i < iterations; i++) {
            centres = means(centres, labels);
            labels = labels(centres);
        }
        return new Clusters(centres, labels);
    }

    private float[] start(int count, Draws draws) {
        int[] positive =
                IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
        if (count < 1 || count > positive.length) {
            throw new IllegalArgumentException(count + " clusters of " + positive.length + " points of weight");
        }
        double[] keys = new double[weights.length];
        for (int i : positive) {
            keys[i] = -Math.log(1 - (double) draws.uniform(i)) / weights[i];
        }
        int[] chosen = IntStream.of(positive)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> keys[i]))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
        float[] centres = new float[count * dimensions];
        for (int i = 0; i < count; i++) {
            System.arraycopy(points, chosen[i] * dimensions, centres, i * dimensions, dimensions);
        }
        return centres;
    }

    private int[] labels(float[] centres) {
        KdTree tree = new KdTree(centres, dimensions);
        int[] labels = new int[weights.length];
        HostChunks chunks = new HostChunks(weights.length, CHUNK);
        chunks.run(
                () -> tree.new Search(1),
                (search, number) -> chunks.pieces(number, CHUNK, (first, length) -> {
                    for (int i = (int) first; i < first + length; i++) {
                        search.nearest(points, i * dimensions);
                        labels[i] = search.point(0);
                    }
                }));
        return labels;
    }

    private float[] means(float[] before, int[] labels) {
        double[] sums = new double[before.length];
        double[] mass = new double[before.length / dimensions];
        for (int i = 0; i < labels.length; i++) {
            mass[labels[i]] += weights[i];
            for (int d = 0; d < dimensions; d++) {
                sums[labels[i] * dimensions + d] += (double) weights[i] * points[i * dimensions + d];
            }
        }
        float[] means = Arrays.copyOf(before, before.length);
        for (int i = 0; i < means.length; i++) {
            if (mass[i / dimensions] > 0) {
                means[i] = (float) (sums[i] / mass[i / dimensions]);
            }
        }
        return means;
    }
}
