package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Srgb;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A photograph and what is exactly seen through the middle of each of its pixels.
 *
 * @param image averages over pixels, in sRGB; RGBA with straight alpha, or RGB where there is a sky
 * @param distance [height, width], length of the ray to the surface, infinite where it meets none
 * @param depth [height, width], the same along the axis of the view
 * @param normals [height, width, 3], outward unit normals in the world, zero where there is no surface
 * @param parts [height, width], index of the part of the scene that is seen, -1 for none
 * @param hidden [height, width], whether something that is not of the scene hides a part of the pixel; the other arrays look
 * through it
 */
public record ExactPhoto(Image image, float[] distance, float[] depth, float[] normals, int[] parts, boolean[] hidden) {
    /**
     * {@return the photograph of a scene} It is the same for any number of threads.
     *
     * @param scene to be seen
     * @param view of the camera
     * @param samples a side of each pixel; 3 averages over nine
     * @param exposure factor of all light, 1 for the scene's own
     * @param occluder what hides the scene without belonging to it, or null
     */
    public static ExactPhoto of(
            ExactScene scene, Viewpoint view, int samples, double exposure, @Nullable Part occluder) {
        return of(scene, Candidates.of(scene), view, samples, exposure, occluder);
    }

    /** The same with parts by cells that were found before. */
    static ExactPhoto of(
            ExactScene scene,
            Candidates candidates,
            Viewpoint view,
            int samples,
            double exposure,
            @Nullable Part occluder) {
        int width = view.lens().width();
        int height = view.lens().height();
        int size = width * height;
        int channels = scene.sky() ? 3 : 4;
        ExactPhoto photo = new ExactPhoto(
                new Image(width, height, channels, new byte[size * channels]),
                new float[size],
                new float[size],
                new float[3 * size],
                new int[size],
                new boolean[size]);
        IntStream.range(0, height).parallel().forEach(row -> {
            Tracer tracer = new Tracer(scene, candidates);
            for (int column = 0; column < width; column++) {
                photo.expose(tracer, view, row, column, samples, exposure, occluder);
                photo.measure(tracer, view, row, column);
            }
        });
        return photo;
    }

    /** Averages light over a pixel; colour over what is opaque of it. */
    private void expose(
            Tracer tracer, Viewpoint view, int row, int column, int samples, double exposure, @Nullable Part occluder) {
        double[] ray = new double[6];
        double[] rgb = new double[3];
        double[] sum = new double[3];
        double opaque = 0;
        for (int i = 0; i < samples * samples; i++) {
            view.ray(column + (i % samples + 0.5) / samples, row + (i / samples + 0.5) / samples, ray);
            boolean behind = occluder != null && tracer.hidden(ray, occluder, rgb);
            hidden[row * image.width() + column] |= behind;
            double share = behind ? 1 : tracer.light(ray, rgb);
            opaque += share;
            for (int k = 0; k < 3; k++) {
                sum[k] += share * rgb[k];
            }
        }
        int at = (row * image.width() + column) * image.channels();
        for (int k = 0; k < 3; k++) {
            image.pixels()[at + k] = opaque > 0 ? Srgb.bits(exposure * sum[k] / opaque) : 0;
        }
        if (image.channels() == 4) {
            image.pixels()[at + 3] = (byte) Math.round(255 * opaque / (samples * samples));
        }
    }

    private void measure(Tracer tracer, Viewpoint view, int row, int column) {
        int at = row * image.width() + column;
        double[] ray = new double[6];
        view.ray(column + 0.5, row + 0.5, ray);
        double length = tracer.length(ray);
        distance[at] = (float) length;
        depth[at] = (float) view.depth(ray, length);
        parts[at] = -1;
        if (Double.isFinite(length)) {
            double[] normal = new double[3];
            double[] point = {ray[0] + length * ray[3], ray[1] + length * ray[4], ray[2] + length * ray[5]};
            parts[at] = tracer.normal(point, normal);
            for (int k = 0; k < 3; k++) {
                normals[3 * at + k] = (float) normal[k];
            }
        }
    }

    /** {@return an image that is black where something hides the scene, and white} */
    Image mask() {
        byte[] pixels = new byte[3 * hidden.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (hidden[i / 3] ? 0 : 255);
        }
        return new Image(image.width(), image.height(), 3, pixels);
    }
}
