package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Numbers;

/** The smoothed frame time. */
final class FramePace {
    private static final double WEIGHT = 0.1;

    private double seconds;
    private double drawing;

    void frame(double elapsed) {
        seconds = seconds == 0 ? elapsed : seconds + WEIGHT * (elapsed - seconds);
    }

    /** Sets the time that the last image took to draw, where it is known. */
    void drew(double took) {
        drawing = drawing == 0 ? took : drawing + WEIGHT * (took - drawing);
    }

    /** The text for a panel. */
    String line() {
        String rate = seconds == 0 ? "" : Math.round(1 / seconds) + " frames a second";
        return drawing == 0 ? rate : rate + ", " + Numbers.brief(1000 * drawing) + " ms each";
    }
}
