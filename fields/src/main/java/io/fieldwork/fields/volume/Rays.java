package io.fieldwork.fields.volume;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of rays.
 *
 * @param origins [rays, 3], world coordinates
 * @param directions [rays, 3], unit
 * @param photos int32 [rays], the training photograph that each belongs to, or null for none
 */
public record Rays(
        NDArray origins, NDArray directions, @Nullable NDArray photos) {
    /** Rays of no photograph in particular. */
    public Rays(NDArray origins, NDArray directions) {
        this(origins, directions, null);
    }

    /** {@return the rays through the centres of pixels, which are counted along the rows from the top} */
    public static Rays through(NDManager manager, Camera camera, int first, int count) {
        int width = camera.intrinsics().width();
        float[] origins = new float[3 * count];
        float[] directions = new float[3 * count];
        float[] ray = new float[6];
        for (int i = 0; i < count; i++) {
            int pixel = first + i;
            camera.ray(pixel % width + 0.5, pixel / width + 0.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
        }
        Shape shape = new Shape(count, 3);
        return new Rays(manager.create(origins, shape), manager.create(directions, shape));
    }

    /** {@return the number of rays} */
    public int count() {
        return Math.toIntExact(origins.getShape().get(0));
    }
}
