package io.fieldwork.fields.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.field.Field;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.tensor.Tape;

/**
 * A field of the plane as plain numbers, at its present parameters; for the thread that trains, or while none does.
 *
 * @param manager of the device
 * @param field colours of points
 */
public record LearnedImage(NDManager manager, Field field) {
    private static final int CHUNK = 1 << 15;

    /** {@return the colours [n, 3] of points [n, 2] in [0, 1], x to the right and y downwards; not clipped} */
    public float[] at(float[] points) {
        int n = points.length / 2;
        float[] colors = new float[3 * n];
        for (int first = 0; first < n; first += CHUNK) {
            int count = Math.min(CHUNK, n - first);
            try (NDScope scope = new NDScope();
                    Tape off = Tape.forwardOnly()) {
                scope.suppressNotUsedWarning();
                float[] some = new float[2 * count];
                System.arraycopy(points, 2 * first, some, 0, some.length);
                NDArray x = manager.create(some, new Shape(count, 2));
                System.arraycopy(field.evaluate(off, x).toFloatArray(), 0, colors, 3 * first, 3 * count);
            }
        }
        return colors;
    }

    /** {@return the picture with so many pixels, row by row from the top; of them, only a few rows are in memory as numbers} */
    public Image image(int width, int height) {
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int some = Math.clamp(CHUNK / width, 1, height);
        for (int first = 0; first < height; first += some) {
            int rows = Math.min(some, height - first);
            float[] points = new float[2 * width * rows];
            for (int i = 0; i < width * rows; i++) {
                points[2 * i] = (i % width + 0.5f) / width;
                points[2 * i + 1] = (first + i / width + 0.5f) / height;
            }
            byte[] part = Image.ofRgb(at(points), width, rows).pixels();
            System.arraycopy(part, 0, pixels, 3 * width * first, part.length);
        }
        return new Image(width, height, 3, pixels);
    }
}
