package io.fieldwork.fields.volume;

import java.util.Arrays;

/**
 * The pieces of a ray that show in its pixel, gathered from its begin to its end. What shows less than a limit is left out: its colour cannot be
 * seen, and neither can what a gradient would make of it. One thread uses it.
 */
final class SeenPieces {
    /**
     * Samples of a ray.
     *
     * @param t their places, ascending
     * @param delta lengths of the pieces of the ray for which they stand
     */
    record Found(float[] t, float[] delta) {}

    private final double least;
    private final float[] t;
    private final float[] delta;
    private int count;
    private double transmittance = 1;

    /** Room for so many pieces, those of a weight below the least left out. */
    SeenPieces(int most, double least) {
        this.least = least;
        this.t = new float[most];
        this.delta = new float[most];
    }

    /**
     * The next piece of the ray.
     *
     * @param place of its sample
     * @param length of it
     * @param opacity of it
     * @param most opacity that it might have instead
     */
    void add(double place, double length, double opacity, double most) {
        if (length > 0 && transmittance * most >= least) {
            t[count] = (float) place;
            delta[count++] = (float) length;
        }
        transmittance *= 1 - opacity;
    }

    /** What was gathered. */
    Found found() {
        return new Found(Arrays.copyOf(t, count), Arrays.copyOf(delta, count));
    }
}
