package io.fieldwork.render.scene;

/**
 * A bar of a palette's colours with the values at its ends, in the lower right corner of the view.
 *
 * @param palette its colours and values
 * @param title above the bar, may be empty; characters other than printable ASCII are drawn as boxes
 * @param ink colour of the letters
 */
public record Legend(Palette palette, String title, Color ink) implements Item {}
