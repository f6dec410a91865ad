package io.fieldwork.samples.plot;

import io.fieldwork.render.figure.ColorScale;

/** A quantity on the points of a table, with the colours of all its values. */
record Field(String title, double[] values, ColorScale scale) {
    /** The same quantity under another title. */
    Field titled(String other) {
        return new Field(other, values, scale);
    }
}
