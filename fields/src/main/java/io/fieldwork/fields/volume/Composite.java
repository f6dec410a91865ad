package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Medium;

/**
 * Colour and opacity of rays through a medium, with the weights of their samples.
 *
 * @param geometry the medium at the samples, s rows
 * @param weights [s], the weight of each sample in the colour of its ray
 * @param opacity [rays], the sum of the weights, in [0, 1]
 * @param color [rays, 3], sRGB multiplied with opacity, and with what is infinitely far, if the medium has that, behind it
 */
public record Composite(Medium.Geometry geometry, NDArray weights, NDArray opacity, NDArray color) {}
