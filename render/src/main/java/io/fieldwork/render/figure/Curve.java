package io.fieldwork.render.figure;

/**
 * Points of a plane, joined or not. A point without a finite number, or without a positive one on a logarithmic axis, is a gap.
 *
 * @param label in the legend, may be empty
 * @param stroke how it is drawn
 * @param x positions [n]
 * @param y values [n]
 */
public record Curve(String label, Stroke stroke, double[] x, double[] y) implements Mark {
    /** Rejects lists of different lengths. */
    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " positions, but " + y.length + " values");
        }
    }

    /**
     * {@return a line through points [n] in the colour of a quantity, numbered from 0; its label in the legend may be
     * empty}
     */
    public static Curve of(String label, int number, double[] x, double[] y) {
        return new Curve(label, Stroke.of(number), x, y);
    }

    /** The same points, broad and pale, for another curve to lie on. */
    public Curve broad() {
        return new Curve(label, stroke.broad(), x, y);
    }

    /** The same points as dots. */
    public Curve dots() {
        return new Curve(label, stroke.as(Stroke.Style.DOTS), x, y);
    }

    /** The same points joined by a broken line. */
    public Curve dashed() {
        return new Curve(label, stroke.as(Stroke.Style.DASHED), x, y);
    }

    /** The same points of another opacity. */
    public Curve faint(double opacity) {
        return new Curve(label, stroke.faint((float) opacity), x, y);
    }
}
