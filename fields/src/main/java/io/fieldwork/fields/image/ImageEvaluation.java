package io.fieldwork.fields.image;

import io.fieldwork.fields.scene.capture.ImageMetrics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a field knows a picture, on the samples it learned from and between them. Between them means at the pixels that were held out, or, if none
 * were, halfway between pixels. A field that only memorises its samples is good on them alone; bilinear interpolation of the samples, measured at the same
 * points, says what is to be had there without learning anything. Of large pictures rows at even distances are measured, two million points in all.
 *
 * @param learned the field
 * @param pixels that it learned from
 * @param halfway the truth between pixels
 */
public record ImageEvaluation(LearnedImage learned, TrainingPixels pixels, HalfwayColors halfway) {
    private static final double MOST = 1 << 21;
    /** What an exact result has, in decibels. */
    private static final double BEST = 200;

    private static final int COLORS = 3;

    /** Points [n, 2] with their true colours [n, 3] and those of bilinear interpolation. */
    private static final class Points {
        private final float[] places;
        private final float[] truth;
        private final float[] bilinear;
        private int count;

        private Points(int most) {
            places = new float[2 * most];
            truth = new float[COLORS * most];
            bilinear = new float[COLORS * most];
        }

        private void place(double x, double y) {
            places[2 * count] = (float) x;
            places[2 * count + 1] = (float) y;
        }

        private Points complete() {
            Points exact = new Points(count);
            System.arraycopy(places, 0, exact.places, 0, 2 * count);
            System.arraycopy(truth, 0, exact.truth, 0, COLORS * count);
            System.arraycopy(bilinear, 0, exact.bilinear, 0, COLORS * count);
            exact.count = count;
            return exact;
        }
    }

    /**
     * {@return {@code psnr} on the samples, {@code psnrOffSample} and {@code psnrBilinear} between them, {@code bytes} of the parameters as half
     * floats}
     */
    public Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Points samples = samples();
        numbers.put("psnr", psnr(learned.at(samples.places), samples.truth));
        Points between = pixels.every() > 1 ? heldOut() : halfways();
        numbers.put("psnrOffSample", psnr(learned.at(between.places), between.truth));
        numbers.put("psnrBilinear", psnr(between.bilinear, between.truth));
        long parameters = learned.field().parameters().stream()
                .mapToLong(parameter -> parameter.value().size())
                .sum();
        numbers.put("bytes", 2.0 * parameters);
        return numbers;
    }

    private static double psnr(float[] a, float[] b) {
        return Math.min(BEST, ImageMetrics.psnr(a, b));
    }

    /** Distance of the rows that are measured: it has no divisor in common with that of the learned ones. */
    private int step(int width, int height) {
        int step = Math.max(1, (int) Math.ceil((double) width * height / MOST));
        while (step > 1 && greatestDivisor(step, pixels.every()) > 1) {
            step++;
        }
        return step;
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }

    private Points samples() {
        int width = pixels.columns();
        int step = step(width, pixels.rows());
        Points all = new Points(width * Math.ceilDiv(pixels.rows(), step));
        for (int y = 0; y < pixels.rows(); y += step) {
            for (int x = 0; x < width; x++) {
                pixels.copy((long) y * width + x, all.count++, all.places, all.truth);
            }
        }
        return all;
    }

    /** The corners that four pixels share. */
    private Points halfways() {
        int width = pixels.image().width() - 1;
        int height = pixels.image().height() - 1;
        int step = step(width, height);
        Points all = new Points(width * Math.ceilDiv(height, step));
        for (int y = 0; y < height; y += step) {
            System.arraycopy(halfway.row(y), 0, all.truth, COLORS * all.count, COLORS * width);
            for (int x = 0; x < width; x++) {
                all.place((x + 1.0) / (width + 1), (y + 1.0) / (height + 1));
                interpolate(x + 0.5, y + 0.5, all);
            }
        }
        return all;
    }

    private Points heldOut() {
        int width = pixels.image().width();
        int height = pixels.image().height();
        int step = step(width, height);
        Points all = new Points(width * Math.ceilDiv(height, step));
        for (int y = 0; y < height; y += step) {
            for (int x = 0; x < width; x++) {
                if (!pixels.learns(x, y)) {
                    all.place((x + 0.5) / width, (y + 0.5) / height);
                    for (int c = 0; c < COLORS; c++) {
                        all.truth[COLORS * all.count + c] = pixels.color(x, y, c);
                    }
                    interpolate(x, y, all);
                }
            }
        }
        return all.complete();
    }

    /** Bilinear interpolation of the learned pixels at a place that counts in pixels, the next point of a list. */
    private void interpolate(double x, double y, Points to) {
        int every = pixels.every();
        int left = Math.min((int) (x / every), pixels.columns() - 2);
        int above = Math.min((int) (y / every), pixels.rows() - 2);
        double right = Math.min(1, x / every - left);
        double below = Math.min(1, y / every - above);
        for (int c = 0; c < COLORS; c++) {
            double top = mixed(left, above, c, right);
            double bottom = mixed(left, above + 1, c, right);
            to.bilinear[COLORS * to.count + c] = (float) (top + below * (bottom - top));
        }
        to.count++;
    }

    private double mixed(int column, int row, int c, double right) {
        int every = pixels.every();
        double here = pixels.color(column * every, row * every, c);
        return here + right * (pixels.color((column + 1) * every, row * every, c) - here);
    }
}
