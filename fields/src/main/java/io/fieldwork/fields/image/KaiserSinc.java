package io.fieldwork.fields.image;

import io.fieldwork.fields.scene.capture.Image;

/** Interpolation at half pixels by a sinc within a Kaiser window, mirrored at the borders. */
record KaiserSinc(Image image) implements HalfwayColors {
    private static final int REACH = 8;
    private static final double BETA = 6;
    private static final double[] WEIGHTS = weights();

    private static double[] weights() {
        double[] weights = new double[2 * REACH];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            double away = k - REACH + 0.5;
            double share = away / REACH;
            double window = bessel(BETA * Math.sqrt(1 - share * share)) / bessel(BETA);
            weights[k] = Math.sin(Math.PI * away) / (Math.PI * away) * window;
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** The modified Bessel function of order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-16 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int mirrored(int i, int n) {
        int within = Math.floorMod(i, 2 * n);
        return within < n ? within : 2 * n - 1 - within;
    }

    @Override
    public float[] row(int y) {
        int width = image.width();
        double[] down = new double[3 * width];
        for (int k = 0; k < 2 * REACH; k++) {
            int from = mirrored(y - REACH + 1 + k, image.height()) * 3 * width;
            for (int i = 0; i < down.length; i++) {
                down[i] += WEIGHTS[k] * image.level(from + i) / 255.0;
            }
        }
        float[] row = new float[3 * (width - 1)];
        for (int i = 0; i < row.length; i++) {
            double sum = 0;
            for (int k = 0; k < 2 * REACH; k++) {
                sum += WEIGHTS[k] * down[3 * mirrored(i / 3 - REACH + 1 + k, width) + i % 3];
            }
            row[i] = (float) sum;
        }
        return row;
    }
}
