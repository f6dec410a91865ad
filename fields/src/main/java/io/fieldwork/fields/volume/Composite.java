package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import io.fieldwork.fields.field.Medium;

/**
 * What rays see of a medium, with what its samples contribute.
 *
 * @param geometry the medium at the samples, s rows
 * @param weights [s], the share of each sample in what its ray sees
 * @param opacity [rays], the sum of the weights, in [0, 1]
 * @param color [rays, 3], sRGB multiplied with opacity
 */
public record Composite(Medium.Geometry geometry, NDArray weights, NDArray opacity, NDArray color) {}
