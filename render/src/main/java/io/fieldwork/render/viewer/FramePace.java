package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Numbers;

/** How long images take from one to the next, smoothed. */
final class FramePace {
    private static final double WEIGHT = 0.1;

    private double seconds;
    private double drawing;

    void frame(double elapsed) {
        seconds = seconds == 0 ? elapsed : seconds + WEIGHT * (elapsed - seconds);
    }

    /** Tells how long the last image took to draw, where that is known. */
    void drew(double took) {
        drawing = drawing == 0 ? took : drawing + WEIGHT * (took - drawing);
    }

    /** What a panel says of it. */
    String line() {
        String rate = seconds == 0 ? "" : Math.round(1 / seconds) + " frames a second";
        return drawing == 0 ? rate : rate + ", " + Numbers.brief(1000 * drawing) + " ms each";
    }
}
