package io.fieldwork.samples.view;

import java.util.Arrays;

/** The losses of all steps so far in a bounded number of points, each the mean of equally many steps. */
final class LossCurve {
    private static final int POINTS = 512;

    private final float[] points = new float[POINTS];
    private int count;
    private int steps = 1;
    private double sum;
    private int added;

    /** Adds the loss of a step. */
    synchronized void add(double loss) {
        sum += loss;
        added++;
        if (added < steps) {
            return;
        }
        if (count == POINTS) {
            halve();
            return;
        }
        points[count++] = (float) (sum / added);
        sum = 0;
        added = 0;
    }

    /** Every two points become one, of twice as many steps; those of the next one are half complete. */
    private void halve() {
        count = POINTS / 2;
        for (int i = 0; i < count; i++) {
            points[i] = (points[2 * i] + points[2 * i + 1]) / 2;
        }
        steps *= 2;
    }

    /** The points, the oldest first. */
    synchronized float[] points() {
        return Arrays.copyOf(points, count);
    }
}
