package io.fieldwork.render.view;

import java.util.Arrays;

/**
 * An image with depth, the top row first.
 *
 * @param width pixels
 * @param height pixels
 * @param rgba [height, width, 4], red, green, blue multiplied with alpha
 * @param depth [height, width], along the camera's axis, world units; infinite where there is nothing
 */
public record Frame(int width, int height, byte[] rgba, float[] depth) {
    /** Rejects arrays of other sizes. */
    public Frame {
        if (width < 1 || height < 1 || rgba.length != 4 * width * height || depth.length != width * height) {
            throw new IllegalArgumentException("a frame of %d x %d pixels with %d colours and %d depths"
                    .formatted(width, height, rgba.length / 4, depth.length));
        }
    }

    /** An image of colours alone, infinitely far away. */
    public static Frame flat(int width, int height, byte[] rgba) {
        float[] depth = new float[width * height];
        Arrays.fill(depth, Float.POSITIVE_INFINITY);
        return new Frame(width, height, rgba, depth);
    }

    /** {@return 0 to 255 for red, green, blue, alpha (0 to 3) of a pixel, counted from the upper left corner} */
    public int component(int x, int y, int component) {
        return rgba[4 * (y * width + x) + component] & 0xff;
    }

    /** {@return the depth of a pixel, counted from the upper left corner, or infinity} */
    public float depth(int x, int y) {
        return depth[y * width + x];
    }
}
