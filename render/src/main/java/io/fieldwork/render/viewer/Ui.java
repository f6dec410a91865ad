package io.fieldwork.render.viewer;

import java.util.List;

/** The immediate-mode controls of a panel: each call draws one below the last and returns the user's input. */
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
     * @param label of the button
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
     * @param value present value
     * @param low its left end
     * @param high its right end, above the left
     * @param scale of the values between the ends
     * @return the value now
     */
    double slider(String label, double value, double low, double high, Scale scale);

    /**
     * A slider with evenly spaced values.
     *
     * @param label beside it
     * @param value present value
     * @param low its left end
     * @param high its right end, above the left
     * @return the value now
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

    /** The scale of a slider or an axis. */
    enum Scale {
        /** At even distances. */
        LINEAR,
        /** By their logarithm; all are above 0. */
        LOGARITHMIC
    }
}
