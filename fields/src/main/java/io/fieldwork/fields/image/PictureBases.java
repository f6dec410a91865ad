package io.fieldwork.fields.image;

import io.fieldwork.fields.rbf.RadialBases;
import io.fieldwork.fields.rbf.WeightedKmeans;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.tensor.UserError;

/**
 * Radial bases where a picture has detail: clusters of its learned pixels, weighted by the slope of their colours (NeuRBF; Chen et al. 2023, section 3.3). Places
 * count in the longer side, x to the right and y downwards.
 */
record PictureBases(TrainingPixels pixels) {
    private static final int ITERATIONS = 10;
    /** Pixels that are clustered at most: of larger pictures, rows and columns at even distances. */
    private static final int MOST = 1 << 20;
    /** Weight of a flat place, as a share of the mean. */
    private static final float FLAT = 1e-3f;
    /** Deviation along an axis of a base at least, in pixels, and at most, as a share of the longer side. */
    private static final double LEAST = 0.005;

    private static final double WIDEST = 0.1;

    /** {@return the factors that turn places in [0, 1] into those of bases} */
    float[] scale() {
        float longest = Math.max(pixels.image().width(), pixels.image().height());
        return new float[] {pixels.image().width() / longest, pixels.image().height() / longest};
    }

    /** {@return every n-th learned pixel along both sides that is clustered} */
    private int step() {
        return Math.max(1, (int) Math.ceil(Math.sqrt((double) pixels.count() / MOST)));
    }

    /** {@return the pixels that are clustered, with their weights} */
    WeightedKmeans points() {
        int step = step();
        int columns = Math.ceilDiv(pixels.columns(), step);
        int rows = Math.ceilDiv(pixels.rows(), step);
        float[] scale = scale();
        float[] places = new float[2 * columns * rows];
        float[] weights = new float[columns * rows];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int x = i % columns * step * pixels.every();
            int y = i / columns * step * pixels.every();
            places[2 * i] = scale[0] * (x + 0.5f) / pixels.image().width();
            places[2 * i + 1] = scale[1] * (y + 0.5f) / pixels.image().height();
            weights[i] = slope(x, y);
            sum += weights[i];
        }
        float mean = (float) (sum / weights.length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = mean > 0 ? weights[i] / mean + FLAT : 1;
        }
        return new WeightedKmeans(2, places, weights);
    }

    /** The length of the slopes of all colours by Sobel's differences of learned pixels. */
    private float slope(int x, int y) {
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            float right = 0;
            float down = 0;
            for (int k = -1; k <= 1; k++) {
                int weight = 2 - Math.abs(k);
                right += weight * (color(x, 1, y, k, c) - color(x, -1, y, k, c));
                down += weight * (color(x, k, y, 1, c) - color(x, k, y, -1, c));
            }
            sum += (right * right + down * down) / 64;
        }
        return (float) Math.sqrt(sum);
    }

    /** A colour of the learned pixel that is so many away, the nearest one at a border. */
    private float color(int x, int columns, int y, int rows, int c) {
        int every = pixels.every();
        int i = Math.clamp(x / every + columns, 0, pixels.columns() - 1);
        int j = Math.clamp(y / every + rows, 0, pixels.rows() - 1);
        return pixels.color(i * every, j * every, c);
    }

    /**
     * {@return bases at the centres of clusters}
     *
     * @param count of them
     * @param stretch factor on the covariance of a cluster
     * @throws UserError if there are fewer pixels
     */
    RadialBases bases(int count, double stretch, long seed) {
        WeightedKmeans points = points();
        UserError.require(
                count <= points.weights().length,
                "field.bases",
                count,
                "at most the " + points.weights().length + " pixels that are clustered");
        double pixel = LEAST / Math.max(pixels.image().width(), pixels.image().height());
        return RadialBases.of(
                points,
                points.clusters(count, ITERATIONS, Draws.of(seed, "centres", 0)),
                stretch,
                pixel * pixel,
                WIDEST * WIDEST);
    }
}
