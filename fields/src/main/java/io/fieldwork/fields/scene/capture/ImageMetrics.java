package io.fieldwork.fields.scene.capture;

/**
 * Metrics of the similarity of two images. Values are in [0, 1] and interleaved, {@code [height * width * channels]},
 * rows top to bottom. Published numbers are the means over images, not the metric of a mean error.
 */
public final class ImageMetrics {
    private static final int RADIUS = 5;
    private static final int WINDOW = 2 * RADIUS + 1;
    private static final double[] GAUSSIAN = gaussian(1.5);
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private ImageMetrics() {}

    /**
     * {@return the peak signal-to-noise ratio in decibels, {@code -10 log10(mean((a - b)^2))}; infinite for equal images}
     *
     * @param a values [n], n at least 1
     * @param b values [n]
     */
    public static double psnr(float[] a, float[] b) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException("images of " + a.length + " and " + b.length + " values");
        }
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return -10 * Math.log10(sum / a.length);
    }

    /**
     * Structural similarity (Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment", 2004, equation 13): 11x11 Gaussian
     * window with sigma 1.5, K1 = 0.01, K2 = 0.03, biased covariances, averaged over the windows that lie wholly inside the
     * image and over the channels.
     *
     * @param a values [height * width * channels]
     * @param b values [height * width * channels]
     * @param width pixels
     * @param height pixels
     * @param channels values a pixel
     * @return in [-1, 1], 1 for equal images; NaN where a side is shorter than the window
     */
    public static double ssim(float[] a, float[] b, int width, int height, int channels) {
        if (a.length != b.length || a.length != width * height * channels) {
            throw new IllegalArgumentException("images of " + a.length + " and " + b.length + " values, expected "
                    + width + " x " + height + " x " + channels);
        }
        if (width < WINDOW || height < WINDOW) {
            return Double.NaN;
        }
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += ssim(plane(a, c, channels), plane(b, c, channels), width, height);
        }
        return sum / channels;
    }

    private static double ssim(double[] a, double[] b, int width, int height) {
        double[] meanA = blur(a, width, height);
        double[] meanB = blur(b, width, height);
        double[] squareA = blur(product(a, a), width, height);
        double[] squareB = blur(product(b, b), width, height);
        double[] cross = blur(product(a, b), width, height);
        double sum = 0;
        for (int i = 0; i < meanA.length; i++) {
            double aa = meanA[i] * meanA[i];
            double bb = meanB[i] * meanB[i];
            double ab = meanA[i] * meanB[i];
            double likeness = (2 * ab + C1) * (2 * (cross[i] - ab) + C2);
            sum += likeness / ((aa + bb + C1) * (squareA[i] - aa + squareB[i] - bb + C2));
        }
        return sum / meanA.length;
    }

    /** The Gaussian mean of every window inside the image, [(height - 10) * (width - 10)]. */
    private static double[] blur(double[] plane, int width, int height) {
        int columns = width - 2 * RADIUS;
        int rows = height - 2 * RADIUS;
        double[] across = new double[height * columns];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < columns; x++) {
                across[y * columns + x] = window(plane, y * width + x, 1);
            }
        }
        double[] mean = new double[rows * columns];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = window(across, i, columns);
        }
        return mean;
    }

    private static double window(double[] values, int start, int stride) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
            sum += GAUSSIAN[k] * values[start + k * stride];
        }
        return sum;
    }

    private static double[] plane(float[] image, int channel, int channels) {
        double[] plane = new double[image.length / channels];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = image[i * channels + channel];
        }
        return plane;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    private static double[] gaussian(double sigma) {
        double[] weights = new double[WINDOW];
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
            weights[k] = Math.exp(-0.5 * Math.pow((k - RADIUS) / sigma, 2));
            sum += weights[k];
        }
        for (int k = 0; k < WINDOW; k++) {
            weights[k] /= sum;
        }
        return weights;
    }
}
