package io.fieldwork.render.figure;

/**
 * The look of a curve.
 *
 * @param ink its colour
 * @param width pixels, of dots their diameter
 * @param opacity 0 is invisible, 1 opaque
 * @param style how its points are joined
 */
public record Stroke(Ink ink, float width, float opacity, Style style) {
    private static final float USUAL = 1.6f;
    private static final float BROAD = 5;
    private static final float PALE = 0.35f;
    private static final float DOT = 4.5f;
    /** Colours that are told apart; with more quantities styles are added. */
    private static final int COLORS = 6;

    /** How points are joined. */
    public enum Style {
        /** By a line. */
        SOLID,
        /** By a broken line. */
        DASHED,
        /** By a row of short lines. */
        DOTTED,
        /** Not at all: each is a dot. */
        DOTS
    }

    /** Rejects widths and opacities that cannot be drawn. */
    public Stroke {
        if (!(width > 0) || !(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("a stroke of width " + width + " and opacity " + opacity);
        }
    }

    /**
     * {@return the thin stroke of one of several quantities, from 0: six colours, then the same dashed, then dotted}
     */
    public static Stroke of(int number) {
        Style style = Style.values()[Math.floorDiv(number, COLORS) % 3];
        return new Stroke(new Ink.Series(number % COLORS), USUAL, 1, style);
    }

    /** A broad pale line without breaks, for others to lie on. */
    public Stroke broad() {
        return new Stroke(ink, BROAD, PALE, Style.SOLID);
    }

    /** The same stroke of another opacity. */
    public Stroke faint(float opacity) {
        return new Stroke(ink, width, opacity, style);
    }

    /** The same stroke in another style; dots are larger than a line is wide. */
    public Stroke as(Style style) {
        return new Stroke(ink, style == Style.DOTS ? DOT : width, opacity, style);
    }

    /** The same stroke of another width. */
    public Stroke wide(float width) {
        return new Stroke(ink, width, opacity, style);
    }
}
