package io.fieldwork.fields.volume;

/**
 * A rendered view, rows top to bottom.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb [height * width * 3], sRGB, over the renderer's background
 * @param opacity [height * width], in [0, 1]
 * @param depth [height * width], mean distance of what is visible in world units, 0 where nothing is
 */
public record RenderedView(int width, int height, float[] rgb, float[] opacity, float[] depth) {}
