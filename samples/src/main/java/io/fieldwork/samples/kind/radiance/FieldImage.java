package io.fieldwork.samples.kind.radiance;

import io.fieldwork.fields.volume.RayResult;
import java.util.Arrays;

/**
 * All that the rays of a view see of a radiance field.
 *
 * @param rays one a pixel
 * @param width pixels
 * @param color [height * width * 3], sRGB multiplied with opacity
 * @param opacity [height * width]
 * @param depth [height * width], along the camera's axis in world units, infinite where more is seen through than not
 * @param samples [height * width], points of the ray that were evaluated for their colour
 */
record FieldImage(PixelRays rays, int width, float[] color, float[] opacity, float[] depth, int[] samples) {
    private static final float SOLID = 0.5f;

    /** An image in which nothing is seen yet. */
    FieldImage(PixelRays rays, int width, int height) {
        this(
                rays,
                width,
                new float[3 * width * height],
                new float[width * height],
                new float[width * height],
                new int[width * height]);
        Arrays.fill(depth, Float.POSITIVE_INFINITY);
    }

    int pixels() {
        return opacity.length;
    }

    /** Normals of the surface through the points at the depths. */
    DepthNormals normals() {
        return new DepthNormals(width, depth, i -> rays.origin(i).fma(depth[i], rays.direction(i)));
    }

    /** Puts in what the rays of the pixels from {@code first} on see. */
    void put(int first, RayResult seen) {
        int count = seen.opacity().length;
        System.arraycopy(seen.color(), 0, color, 3 * first, 3 * count);
        System.arraycopy(seen.opacity(), 0, opacity, first, count);
        System.arraycopy(seen.samples(), 0, samples, first, count);
        for (int i = 0; i < count; i++) {
            if (seen.opacity()[i] >= SOLID) {
                float distance = seen.distance()[i] / seen.opacity()[i];
                depth[first + i] = distance / rays.direction(first + i).length();
            }
        }
    }
}
