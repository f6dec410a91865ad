package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageMetricsTest {
    @Test
    void psnrOfAConstantErrorOfATenthIsTwentyDecibels() {
        float[] a = {0, 0, 0, 0};
        float[] b = {0.1f, -0.1f, 0.1f, 0.1f};
        assertEquals(20, ImageMetrics.psnr(a, b), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, ImageMetrics.psnr(a, a));
        assertThrows(IllegalArgumentException.class, () -> ImageMetrics.psnr(a, new float[3]));
    }

    @Test
    void ssimOfEqualImagesIsOne() {
        float[] a = noise(20 * 15 * 3, 1);
        assertEquals(1, ImageMetrics.ssim(a, a, 20, 15, 3), 1e-12);
    }

    @Test
    void ssimOfConstantImagesIsTheLuminanceTerm() {
        float[] a = new float[12 * 12];
        float[] b = new float[12 * 12];
        Arrays.fill(a, 0.5f);
        Arrays.fill(b, 0.25f);
        double expected = (2 * 0.5 * 0.25 + 1e-4) / (0.25 + 0.0625 + 1e-4);
        assertEquals(expected, ImageMetrics.ssim(a, b, 12, 12, 1), 1e-12);
    }

    @Test
    void ssimNeedsOneWholeWindow() {
        assertTrue(Double.isNaN(ImageMetrics.ssim(new float[100], new float[100], 10, 10, 1)));
        assertEquals(1, ImageMetrics.ssim(new float[121], new float[121], 11, 11, 1));
    }

    @ParameterizedTest
    @CsvSource({"11,11,1", "24,17,3", "13,30,4"})
    void ssimAgreesWithTheDoubleSumOverEveryWindow(int width, int height, int channels) {
        float[] a = noise(width * height * channels, 2);
        float[] b = noise(width * height * channels, 3);
        for (int i = 0; i < b.length; i++) {
            b[i] = 0.7f * a[i] + 0.3f * b[i];
        }
        assertEquals(
                bruteForce(a, b, width, height, channels, 1e-4),
                ImageMetrics.ssim(a, b, width, height, channels),
                1e-10);
    }

    @Test
    void msssimNeedsAWindowOnTheCoarsestScale() {
        float[] a = noise(176 * 176, 4);
        assertEquals(1, ImageMetrics.msssim(a, a, 176, 176, 1), 1e-12);
        assertTrue(Double.isNaN(ImageMetrics.msssim(a, a, 88, 352, 1)));
        float[] opposite = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            opposite[i] = 1 - a[i];
        }
        assertEquals(0, ImageMetrics.msssim(a, opposite, 176, 176, 1), "a negative likeness");
    }

    /** An odd side has a last column that is its own partner. */
    @ParameterizedTest
    @CsvSource({"176,176,1", "183,177,2"})
    void msssimAgreesWithTheProductOfSumsOverEveryWindow(int width, int height, int channels) {
        float[] a = noise(width * height * channels, 5);
        float[] b = noise(width * height * channels, 6);
        for (int i = 0; i < b.length; i++) {
            a[i] = 0.8f * (i % 97) / 97 + 0.2f * a[i];
            b[i] = 0.9f * a[i] + 0.1f * b[i];
        }
        double[] exponents = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
        double mean = 0;
        for (int c = 0; c < channels; c++) {
            float[] left = channel(a, c, channels);
            float[] right = channel(b, c, channels);
            double product = 1;
            int w = width;
            int h = height;
            for (int scale = 0; scale < 5; scale++) {
                double whole = bruteForce(left, right, w, h, 1, scale == 4 ? 1e-4 : Double.POSITIVE_INFINITY);
                product *= Math.pow(whole, exponents[scale]);
                left = coarser(left, w, h);
                right = coarser(right, w, h);
                w = (w + 1) / 2;
                h = (h + 1) / 2;
            }
            mean += product / channels;
        }
        assertEquals(mean, ImageMetrics.msssim(a, b, width, height, channels), 1e-6);
        assertTrue(mean > 0.5 && mean < 0.999, "nothing special: " + mean);
    }

    private static float[] channel(float[] image, int channel, int channels) {
        float[] plane = new float[image.length / channels];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = image[i * channels + channel];
        }
        return plane;
    }

    /** Every pixel adds a quarter to its cell, and again for partners that are missing. */
    private static float[] coarser(float[] plane, int width, int height) {
        int columns = (width + 1) / 2;
        float[] half = new float[columns * ((height + 1) / 2)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float weight = 0.25f * (x % 2 == 0 && x == width - 1 ? 2 : 1) * (y % 2 == 0 && y == height - 1 ? 2 : 1);
                half[y / 2 * columns + x / 2] += weight * plane[y * width + x];
            }
        }
        return half;
    }

    /**
     * The definition, window by window: centred moments with unnormalised weights divided by their sum. An infinite first
     * constant leaves out the luminance.
     */
    private static double bruteForce(float[] a, float[] b, int width, int height, int channels, double c1) {
        double total = 0;
        int windows = 0;
        for (int c = 0; c < channels; c++) {
            for (int cy = 5; cy < height - 5; cy++) {
                for (int cx = 5; cx < width - 5; cx++) {
                    total += window(a, b, width, channels, c, cy, cx, c1);
                    windows++;
                }
            }
        }
        return total / windows;
    }

    private static double window(float[] a, float[] b, int width, int channels, int c, int cy, int cx, double c1) {
        double weights = 0;
        double meanA = 0;
        double meanB = 0;
        for (int dy = -5; dy <= 5; dy++) {
            for (int dx = -5; dx <= 5; dx++) {
                double w = Math.exp(-(dx * dx + dy * dy) / 4.5);
                int i = ((cy + dy) * width + cx + dx) * channels + c;
                weights += w;
                meanA += w * a[i];
                meanB += w * b[i];
            }
        }
        meanA /= weights;
        meanB /= weights;
        double varianceA = 0;
        double varianceB = 0;
        double covariance = 0;
        for (int dy = -5; dy <= 5; dy++) {
            for (int dx = -5; dx <= 5; dx++) {
                double w = Math.exp(-(dx * dx + dy * dy) / 4.5) / weights;
                int i = ((cy + dy) * width + cx + dx) * channels + c;
                varianceA += w * (a[i] - meanA) * (a[i] - meanA);
                varianceB += w * (b[i] - meanB) * (b[i] - meanB);
                covariance += w * (a[i] - meanA) * (b[i] - meanB);
            }
        }
        double luminance = Double.isInfinite(c1) ? 1 : (2 * meanA * meanB + c1) / (meanA * meanA + meanB * meanB + c1);
        return luminance * (2 * covariance + 9e-4) / (varianceA + varianceB + 9e-4);
    }

    private static float[] noise(int n, long seed) {
        Draws draws = Draws.of(seed, "noise", 0);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = draws.uniform(i);
        }
        return values;
    }
}
