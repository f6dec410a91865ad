package io.fieldwork.render.figure;

/**
 * The area between two curves over the same positions.
 *
 * @param label in the legend, may be empty
 * @param stroke its colour and opacity
 * @param x positions [n], ascending
 * @param low lower values [n]
 * @param high upper values [n]
 */
public record Band(String label, Stroke stroke, double[] x, double[] low, double[] high) implements Mark {
    private static final float OPACITY = 0.22f;

    /** Rejects lists of different lengths. */
    public Band {
        if (x.length != low.length || x.length != high.length) {
            throw new IllegalArgumentException(x.length + " positions, but " + low.length + " and " + high.length);
        }
    }

    /** A pale band in the colour of a quantity. */
    public static Band of(String label, int number, double[] x, double[] low, double[] high) {
        return new Band(label, Stroke.of(number).faint(OPACITY).wide(8), x, low, high);
    }
}
