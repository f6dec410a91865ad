package io.fieldwork.samples.plot;

import io.fieldwork.render.figure.ColorScale;

/**
 * A quantity on the points of a table.
 *
 * @param title what it is
 * @param values of the whole table
 * @param scale the colours of all of them
 */
record Field(String title, double[] values, ColorScale scale) {
    /** The same quantity under another title. */
    Field titled(String other) {
        return new Field(other, values, scale);
    }
}
