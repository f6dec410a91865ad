package io.fieldwork.render.figure;

/** Something that is drawn inside the axes of a chart. */
public sealed interface Mark permits Curve, Band, Rule, Cells {
    /** What the legend says of it; empty to leave it out. */
    default String label() {
        return "";
    }

    /** How the legend shows it. */
    default Stroke stroke() {
        return Stroke.of(0);
    }
}
