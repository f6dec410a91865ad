package io.fieldwork.render.view;

/** How many pixels a second a source makes, and how much smaller a view must be to be there in time. */
final class Speed {
    /** Pixels of the first frame, when nothing is known. */
    private static final double FIRST = 4096;
    /** A view is not made smaller than this many pixels across. */
    private static final int SMALLEST = 16;

    private double perSecond = Double.NaN;

    /** Whether a frame was seen yet. */
    boolean isKnown() {
        return !Double.isNaN(perSecond);
    }

    /**
     * Takes a finished frame into account, half with what was known.
     *
     * @param pixels of the frame
     * @param seconds it took
     */
    void measured(long pixels, double seconds) {
        double now = pixels / Math.max(seconds, 1e-6);
        perSecond = Double.isNaN(perSecond) ? now : (perSecond + now) / 2;
    }

    /**
     * Takes a frame into account that was given up.
     *
     * @param pixels it would have had
     * @param seconds spent on it
     */
    void slowerThan(long pixels, double seconds) {
        double bound = pixels / Math.max(seconds, 1e-6);
        perSecond = Double.isNaN(perSecond) ? bound : Math.min(perSecond, bound);
    }

    /**
     * The resolution for a time.
     *
     * @param view in full size
     * @param seconds for one frame
     * @return the smallest whole factor by which the view must shrink, at least 1
     */
    int factor(View view, double seconds) {
        double affordable = Double.isNaN(perSecond) ? FIRST : Math.max(1, perSecond * seconds);
        int most = Math.max(1, Math.min(view.width(), view.height()) / SMALLEST);
        return (int) Math.clamp((long) Math.ceil(Math.sqrt(pixels(view) / affordable) - 1e-9), 1, most);
    }

    /** How long a frame would take that is smaller by a factor; not a number if nothing is known. */
    double seconds(View view, int factor) {
        return pixels(view) / ((double) factor * factor) / perSecond;
    }

    static long pixels(View view) {
        return (long) view.width() * view.height();
    }
}
