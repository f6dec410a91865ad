package io.fieldwork.render.viewer;

/**
 * How coarsely a view is drawn while it moves, so that slow graphics follow the hand: every how manyeth pixel along each axis. A short time
 * after the last movement it is drawn in full.
 */
final class DynamicResolution {
    private static final double TOO_SLOW = 1.0 / 15;
    private static final double FAST = 1.0 / 45;
    private static final int COARSEST = 8;
    private static final double REST = 0.3;

    private int coarse = 1;
    private double sinceMoved = REST;
    private int last = 1;

    /** Lets time go by, in which something moved or nothing did. */
    void advance(double seconds, boolean moved) {
        sinceMoved = moved ? 0 : sinceMoved + seconds;
        last = sinceMoved < REST ? coarse : 1;
    }

    /** Tells how long the last image took; where nobody says, all is drawn in full. */
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
