package io.fieldwork.samples.kind.radiance;

import java.util.Optional;
import java.util.function.IntFunction;
import org.joml.Vector3f;

/**
 * Normals of the surface through the points that the pixels of an image show.
 *
 * @param width pixels
 * @param depth [height * width], infinite where nothing is seen
 * @param point the point at the depth of a pixel
 */
record DepthNormals(int width, float[] depth, IntFunction<Vector3f> point) {
    /** Towards the viewer, of length 1, if the pixel and neighbours on two sides show something. */
    Optional<Vector3f> at(int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        int height = depth.length / width;
        Vector3f right = slope(pixel, x > 0 ? pixel - 1 : pixel, x + 1 < width ? pixel + 1 : pixel);
        Vector3f up = slope(pixel, y + 1 < height ? pixel + width : pixel, y > 0 ? pixel - width : pixel);
        Vector3f normal = right.cross(up);
        return normal.isFinite() && normal.lengthSquared() > 0 ? Optional.of(normal.normalize()) : Optional.empty();
    }

    /** From the neighbour before to the one behind on the side where the depth changes less, which keeps edges sharp. */
    private Vector3f slope(int pixel, int before, int behind) {
        float low = Math.abs(depth[pixel] - depth[before]);
        float high = Math.abs(depth[behind] - depth[pixel]);
        boolean first = behind == pixel || (before != pixel && !(high < low));
        return first
                ? point.apply(pixel).sub(point.apply(before))
                : point.apply(behind).sub(point.apply(pixel));
    }
}
