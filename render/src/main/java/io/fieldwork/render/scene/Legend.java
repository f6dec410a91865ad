package io.fieldwork.render.scene;

/**
 * A bar of a palette's colours with round numbers below it, over everything else in the lower right corner of the view.
 *
 * @param palette its colours and values
 * @param title above the bar, may be empty; what all numbers have in common is added
 * @param ink colour of the letters
 */
public record Legend(Palette palette, String title, Color ink) implements Item {
    /** The same legend of another palette. */
    public Legend with(Palette other) {
        return new Legend(other, title, ink);
    }
}
