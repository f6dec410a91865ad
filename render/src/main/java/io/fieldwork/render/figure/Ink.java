package io.fieldwork.render.figure;

/** A colour by what it is for; a {@link Theme} says what it looks like. */
public sealed interface Ink {
    /** Colours of a chart's own parts. */
    enum Part implements Ink {
        /** Behind everything. */
        PAPER,
        /** Titles and names. */
        TEXT,
        /** Numbers at ticks. */
        QUIET,
        /** Frames and ticks. */
        EDGE,
        /** Lines behind curves. */
        GRID
    }

    /**
     * The colour of one of several quantities.
     *
     * @param number of the quantity, from 0; colours repeat
     */
    record Series(int number) implements Ink {}
}
