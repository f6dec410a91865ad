package io.fieldwork.render.viewer;

/**
 * The dynamic resolution of a moving view: a divisor of its pixels along each axis that keeps slow graphics
 * interactive. A short time after the last movement it is drawn in full.
 */
final class DynamicResolution {
    private static final double TOO_SLOW = 1.0 / 15;
    private static final double FAST = 1.0 / 45;
    private static final int COARSEST = 8;
    private static final double REST = 0.3;

    private int coarse = 1;
    private double sinceMoved = REST;
    private int last = 1;

    /** Advances in time, with or without a movement. */
    void advance(double seconds, boolean moved) {
        sinceMoved = moved ? 0 : sinceMoved + seconds;
        last = sinceMoved < REST ? coarse : 1;
    }

    /** Sets the duration of the last image; without one, all is drawn in full. */
    void drew(double seconds) {
        if (sinceMoved >= REST) {
            return;
        }
        if (seconds > TOO_SLOW) {
            coarse = Math.min(COARSEST, coarse + Math.max(1, coarse / 2));
        } else if (seconds < FAST) {
            coarse = Math.max(1, coarse - 1);
        }
    }

    /** Pixels of the view for each that is drawn, along each axis. */
    int divisor() {
        return last;
    }
}
