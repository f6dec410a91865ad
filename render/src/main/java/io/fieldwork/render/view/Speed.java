package io.fieldwork.render.view;

/** The estimate of a source's speed in pixels a second, by which views are scaled down to meet their budget. */
final class Speed {
    /** Pixels of the first frame, without an estimate. */
    private static final double FIRST = 4096;
    /** A view is not made smaller than this many pixels across. */
    private static final int SMALLEST = 16;

    private double perSecond = Double.NaN;

    /** Whether there is an estimate. */
    boolean isKnown() {
        return !Double.isNaN(perSecond);
    }

    /** Updates the estimate with a finished frame, at weight one half. */
    void measured(long pixels, double seconds) {
        double now = pixels / Math.max(seconds, 1e-6);
        perSecond = Double.isNaN(perSecond) ? now : (perSecond + now) / 2;
    }

    /** Updates the estimate with a frame that was cancelled after some seconds. */
    void slowerThan(long pixels, double seconds) {
        double bound = pixels / Math.max(seconds, 1e-6);
        perSecond = Double.isNaN(perSecond) ? bound : Math.min(perSecond, bound);
    }

    /** The smallest whole factor, at least 1, by which a view must shrink to be made in some seconds. */
    int factor(View view, double seconds) {
        double affordable = Double.isNaN(perSecond) ? FIRST : Math.max(1, perSecond * seconds);
        int most = Math.max(1, Math.min(view.width(), view.height()) / SMALLEST);
        return (int) Math.clamp((long) Math.ceil(Math.sqrt(pixels(view) / affordable) - 1e-9), 1, most);
    }

    /** The expected time of a frame that is smaller by a factor; NaN without an estimate. */
    double seconds(View view, int factor) {
        return pixels(view) / ((double) factor * factor) / perSecond;
    }

    static long pixels(View view) {
        return (long) view.width() * view.height();
    }
}
