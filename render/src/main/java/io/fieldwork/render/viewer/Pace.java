package io.fieldwork.render.viewer;

/** How long images take from one to the next, smoothed. */
final class Pace {
    private static final double WEIGHT = 0.1;

    private double seconds;

    void frame(double elapsed) {
        seconds = seconds == 0 ? elapsed : seconds + WEIGHT * (elapsed - seconds);
    }

    /** What a panel says of it. */
    String line() {
        return seconds == 0 ? "" : Numbers.brief(1000 * seconds) + " ms a frame, " + Math.round(1 / seconds) + " fps";
    }
}
