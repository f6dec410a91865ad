package io.fieldwork.fields.scene.capture;

/**
 * Metrics of the similarity of two images. Values are in [0, 1] and interleaved, {@code [height * width * channels]},
 * rows top to bottom. Published numbers are the means over images, not the metric of a mean error.
 */
public final class ImageMetrics {
    private static final int RADIUS = 5;
    private static final int WINDOW = 2 * RADIUS + 1;
    private static final double[] GAUSSIAN = gaussian(1.5);
    private static final double[] EXPONENTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    /** Pixels that make a window on the coarsest of the scales. */
    private static final int LEAST_SIDE = WINDOW << 4;

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
        requireShape(a, b, width, height, channels);
        if (width < WINDOW || height < WINDOW) {
            return Double.NaN;
        }
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += Likeness.of(plane(a, c, channels), plane(b, c, channels), width, height)
                    .whole();
        }
        return sum / channels;
    }

    /**
     * Structural similarity on several scales (Wang, Simoncelli, Bovik, "Multiscale structural similarity for image quality
     * assessment", 2003, equation 7): contrast and structure on five scales, each half as fine as the one before, and luminance
     * on the coarsest, with the exponents 0.0448, 0.2856, 0.3001, 0.2363 and 0.1333. Each scale is averaged over its windows, a
     * negative average counts as 0, and the product is averaged over the channels. A coarser scale has the means of 2x2
     * pixels, a last row or column without a partner twice.
     *
     * @param a values [height * width * channels]
     * @param b values [height * width * channels]
     * @param width pixels
     * @param height pixels
     * @param channels values a pixel
     * @return in [0, 1], 1 for equal images; NaN where a side is shorter than {@value #LEAST_SIDE} pixels, which is a window
     * on the coarsest scale
     */
    public static double msssim(float[] a, float[] b, int width, int height, int channels) {
        requireShape(a, b, width, height, channels);
        if (width < LEAST_SIDE || height < LEAST_SIDE) {
            return Double.NaN;
        }
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += product(plane(a, c, channels), plane(b, c, channels), width, height);
        }
        return sum / channels;
    }

    private static double product(double[] a, double[] b, int width, int height) {
        double product = 1;
        for (int scale = 0; scale < EXPONENTS.length; scale++) {
            Likeness likeness = Likeness.of(a, b, width, height);
            boolean last = scale == EXPONENTS.length - 1;
            product *= Math.pow(Math.max(0, last ? likeness.whole() : likeness.structure()), EXPONENTS[scale]);
            a = halved(a, width, height);
            b = halved(b, width, height);
            width = Math.ceilDiv(width, 2);
            height = Math.ceilDiv(height, 2);
        }
        return product;
    }

    /** The means of 2x2 pixels. */
    private static double[] halved(double[] plane, int width, int height) {
        int columns = Math.ceilDiv(width, 2);
        double[] half = new double[columns * Math.ceilDiv(height, 2)];
        for (int i = 0; i < half.length; i++) {
            int x = 2 * (i % columns);
            int y = 2 * (i / columns);
            int right = Math.min(x + 1, width - 1);
            int below = Math.min(y + 1, height - 1);
            half[i] = 0.25
                    * (plane[y * width + x]
                            + plane[y * width + right]
                            + plane[below * width + x]
                            + plane[below * width + right]);
        }
        return half;
    }

    private static void requireShape(float[] a, float[] b, int width, int height, int channels) {
        if (a.length != b.length || a.length != width * height * channels) {
            throw new IllegalArgumentException("images of " + a.length + " and " + b.length + " values, expected "
                    + width + " x " + height + " x " + channels);
        }
    }

    /**
     * The likeness of two planes, averaged over the windows inside them.
     *
     * @param whole of luminance, contrast and structure
     * @param structure of contrast and structure alone
     */
    private record Likeness(double whole, double structure) {
        static Likeness of(double[] a, double[] b, int width, int height) {
            double[] meanA = blur(a, width, height);
            double[] meanB = blur(b, width, height);
            double[] squareA = blur(times(a, a), width, height);
            double[] squareB = blur(times(b, b), width, height);
            double[] cross = blur(times(a, b), width, height);
            double whole = 0;
            double structure = 0;
            for (int i = 0; i < meanA.length; i++) {
                double aa = meanA[i] * meanA[i];
                double bb = meanB[i] * meanB[i];
                double ab = meanA[i] * meanB[i];
                double likeness = (2 * ab + C1) * (2 * (cross[i] - ab) + C2);
                whole += likeness / ((aa + bb + C1) * (squareA[i] - aa + squareB[i] - bb + C2));
                structure += (2 * (cross[i] - ab) + C2) / (squareA[i] - aa + squareB[i] - bb + C2);
            }
            return new Likeness(whole / meanA.length, structure / meanA.length);
        }
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

    private static double[] times(double[] a, double[] b) {
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
