package io.fieldwork.render.viewer;

import io.fieldwork.render.figure.Figure;

/**
 * The part of charts that is seen, as shares of their axes.
 *
 * @param left where it begins on the horizontal axis, 0 to 1 - size
 * @param low where it begins on the vertical axis, 0 to 1 - size
 * @param size its share of either axis, above 0 and at most 1
 */
record ChartWindow(double left, double low, double size) {
    static final ChartWindow WHOLE = new ChartWindow(0, 0, 1);

    private static final double NOTCH = 0.9;
    private static final double SMALLEST = 1e-3;

    /** Moved so that the charts follow the pointer over shares of what is seen. */
    ChartWindow drag(double right, double up) {
        return at(left - right * size, low - up * size, size);
    }

    /** Smaller or larger about a place, shares of what is seen from its lower left corner. */
    ChartWindow zoom(double notches, double x, double y) {
        double next = Math.clamp(size * Math.pow(NOTCH, notches), SMALLEST, 1);
        return at(left + x * (size - next), low + y * (size - next), next);
    }

    private static ChartWindow at(double left, double low, double size) {
        return new ChartWindow(Math.clamp(left, 0, 1 - size), Math.clamp(low, 0, 1 - size), size);
    }

    Figure apply(Figure figure) {
        return equals(WHOLE) ? figure : figure.with(panel -> panel.part(left, low, size));
    }
}
