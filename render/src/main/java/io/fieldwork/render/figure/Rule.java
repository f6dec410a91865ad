package io.fieldwork.render.figure;

/**
 * A straight line across the whole chart at one number of an axis.
 *
 * @param label in the legend, may be empty
 * @param stroke how it is drawn
 * @param upright whether it stands at a number of the horizontal axis, rather than lies at one of the vertical axis
 * @param at the number
 */
public record Rule(String label, Stroke stroke, boolean upright, double at) implements Mark {}
