package io.fieldwork.render.figure;

import java.util.stream.DoubleStream;

/** Something that is drawn inside the axes of a chart. */
public sealed interface Mark permits Curve, Band, Rule, Cells {
    /** What the legend says of it; empty to leave it out. */
    String label();

    /** How the legend shows it. */
    Stroke stroke();

    /** The numbers along the horizontal axis that should be seen. */
    DoubleStream across();

    /** The numbers along the vertical axis that should be seen. */
    DoubleStream upward();
}
