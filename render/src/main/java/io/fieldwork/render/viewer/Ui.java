package io.fieldwork.render.viewer;

import java.util.List;

/** The immediate-mode controls of a panel: each call draws one below the last and returns the user's input. */
public interface Ui {
    /** A line of text. */
    void text(String line);

    /** A line across the panel. */
    void separator();

    /** Puts the next control to the right of the last one. */
    void beside();

    /** A button; returns whether it was pressed. */
    boolean button(String label);

    /** A box to tick with a label beside it; returns whether it is ticked now. */
    boolean toggle(String label, boolean on);

    /** A slider from its left end to its right end, which is above the left; returns the value now. */
    double slider(String label, double value, double low, double high, Scale scale);

    /** A slider with evenly spaced values. */
    default double slider(String label, double value, double low, double high) {
        return slider(label, value, low, high, Scale.LINEAR);
    }

    /** A list from which one is chosen by its number; returns the number of the one chosen now. */
    int choice(String label, List<String> names, int chosen);

    /** A curve over its values' numbers, left to right; those that are not finite are left out. */
    void plot(String label, float[] values, Scale scale);

    /** The scale of a slider or an axis. */
    enum Scale {
        /** At even distances. */
        LINEAR,
        /** By their logarithm; all are above 0. */
        LOGARITHMIC
    }
}
