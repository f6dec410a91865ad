package io.fieldwork.render.viewer;

import java.util.List;

/** What a panel is made of: each call draws one control below the last and answers what the user did with it in this frame. */
public interface Ui {
    /**
     * A line of text.
     *
     * @param line what it says
     */
    void text(String line);

    /** A line across the panel. */
    void separator();

    /** Puts the next control to the right of the last one. */
    void beside();

    /**
     * A button.
     *
     * @param label on it
     * @return whether it was pressed
     */
    boolean button(String label);

    /**
     * A box to tick.
     *
     * @param label beside it
     * @param on whether it is ticked
     * @return whether it is now
     */
    boolean toggle(String label, boolean on);

    /**
     * A slider.
     *
     * @param label beside it
     * @param value where it stands
     * @param low its left end
     * @param high its right end, above the left
     * @param scale how values lie between the ends
     * @return where it stands now
     */
    double slider(String label, double value, double low, double high, Scale scale);

    /**
     * A slider with evenly spaced values.
     *
     * @param label beside it
     * @param value where it stands
     * @param low its left end
     * @param high its right end, above the left
     * @return where it stands now
     */
    default double slider(String label, double value, double low, double high) {
        return slider(label, value, low, high, Scale.LINEAR);
    }

    /**
     * A list from which one is chosen.
     *
     * @param label beside it
     * @param names what there is
     * @param chosen number of the chosen one
     * @return number of the one chosen now
     */
    int choice(String label, List<String> names, int chosen);

    /**
     * A curve over its values' numbers.
     *
     * @param label above it
     * @param values left to right; those that are not finite are left out
     * @param scale of the upright axis
     */
    void plot(String label, float[] values, Scale scale);

    /** How values lie along a slider or an axis. */
    enum Scale {
        /** At even distances. */
        LINEAR,
        /** By their logarithm; all are above 0. */
        LOGARITHMIC
    }
}
