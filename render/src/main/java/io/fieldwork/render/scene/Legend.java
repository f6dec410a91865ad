package io.fieldwork.render.scene;

import org.jspecify.annotations.Nullable;

/**
 * A bar of a palette's colours with round numbers beside it over everything else: level in the lower right corner of the view, or upright
 * at a place.
 *
 * @param palette its colours and values
 * @param title above the bar, may be empty; what all numbers have in common is added
 * @param ink colour of the letters
 * @param plane what the bar fills, low values lowest in the view; null for the corner
 */
public record Legend(
        Palette palette, String title, Color ink, @Nullable Plane plane) implements Item {
    /**
     * A legend in the corner.
     *
     * @param palette its colours and values
     * @param title above the bar, may be empty
     * @param ink colour of the letters
     */
    public Legend(Palette palette, String title, Color ink) {
        this(palette, title, ink, null);
    }

    /** The same legend of another palette. */
    public Legend with(Palette other) {
        return new Legend(other, title, ink, plane);
    }
}
