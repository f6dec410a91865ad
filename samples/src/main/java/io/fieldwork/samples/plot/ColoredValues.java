package io.fieldwork.samples.plot;

import io.fieldwork.render.figure.ColorScale;

/** A quantity on the points of a table, with the colours of all its values. */
record ColoredValues(String title, double[] values, ColorScale scale) {
    /** The same quantity under another title. */
    ColoredValues titled(String other) {
        return new ColoredValues(other, values, scale);
    }
}
