package io.fieldwork.fields.volume;

/**
 * Colour, opacity and distance of rays through a field, without a background other than the sky that the field may have.
 *
 * @param color [rays * 3], sRGB multiplied with opacity
 * @param opacity [rays], in [0, 1]
 * @param distance [rays], along the ray in world units, multiplied with opacity
 * @param samples [rays], how many points of the ray were evaluated for their colour
 */
public record RayResult(float[] color, float[] opacity, float[] distance, int[] samples) {}
