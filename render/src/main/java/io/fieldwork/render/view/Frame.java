package io.fieldwork.render.view;

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

    /**
     * One of a pixel's components.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @param component 0 to 3 for red, green, blue, alpha
     * @return 0 to 255
     */
    public int component(int x, int y, int component) {
        return rgba[4 * (y * width + x) + component] & 0xff;
    }

    /**
     * The depth of a pixel.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     * @return depth, or infinity
     */
    public float depth(int x, int y) {
        return depth[y * width + x];
    }
}
