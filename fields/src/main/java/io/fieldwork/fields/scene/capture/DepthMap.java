package io.fieldwork.fields.scene.capture;

/**
 * Depths along the view of a camera on a grid over its image.
 *
 * @param width cells
 * @param height cells
 * @param depth [height, width] scene units, 0 where unknown; not to be changed afterwards
 */
public record DepthMap(int width, int height, float[] depth) {
    /** Depths in scene units of numbers in another one. */
    static DepthMap of(int width, int height, double[] numbers, double unit) {
        float[] depth = new float[numbers.length];
        for (int i = 0; i < depth.length; i++) {
            double value = numbers[i] * unit;
            depth[i] = value > 0 && value <= Float.MAX_VALUE ? (float) value : 0;
        }
        return new DepthMap(width, height, depth);
    }

    /** {@return the depth at the middle of a pixel of an image of another size, 0 where unknown} Depths are never mixed. */
    public float at(int x, int y, int imageWidth, int imageHeight) {
        int column = (int) ((x + 0.5) * width / imageWidth);
        int row = (int) ((y + 0.5) * height / imageHeight);
        return depth[row * width + column];
    }
}
