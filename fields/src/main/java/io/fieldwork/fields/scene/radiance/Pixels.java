package io.fieldwork.fields.scene.radiance;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Jitter;
import io.fieldwork.fields.volume.Rays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random pixels of a set of photos, uniform over all of them, each before a random background, so that a field cannot hide
 * emptiness behind the colour it happens to know (instant-ngp's training rule).
 *
 * @param rays [rays, 3] each
 * @param target [rays * 3], sRGB of the pixel over its background
 * @param background [rays * 3]
 * @param jitter of the rays
 * @param photos [rays], the number of each ray's photo among the training photos
 * @param places [rays], of each pixel in its photo, counted along the rows
 */
record Pixels(Rays rays, float[] target, float[] background, Jitter jitter, int[] photos, int[] places) {
    private static final int DRAWS = 5;

    /** Random pixels over random backgrounds, or over one colour [3]. */
    static Pixels draw(NDManager manager, PixelPool pool, int count, Draws draws, float @Nullable [] behind) {
        float[] origins = new float[3 * count];
        float[] directions = new float[3 * count];
        float[] target = new float[3 * count];
        float[] background = new float[3 * count];
        int[] photos = new int[count];
        int[] places = new int[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            long index = draws.below((long) DRAWS * i, pool.size());
            int chosen = pool.photo(index);
            Photo photo = pool.photos().get(chosen);
            photos[i] = chosen;
            int pixel = pool.pixel(chosen, index);
            places[i] = pixel;
            int width = photo.width();
            float[] ray = new float[6];
            photo.camera().ray(pixel % width + 0.5, pixel / width + 0.5, ray, 0);
            System.arraycopy(ray, 0, origins, 3 * i, 3);
            System.arraycopy(ray, 3, directions, 3 * i, 3);
            for (int c = 0; c < 3; c++) {
                background[3 * i + c] = behind == null ? draws.uniform((long) DRAWS * i + 1 + c) : behind[c];
            }
            blend(pool.images()[chosen], pixel, background, target, 3 * i);
        });
        Shape shape = new Shape(count, 3);
        Rays rays = new Rays(manager.create(origins, shape), manager.create(directions, shape));
        Jitter jitter = ray -> draws.uniform((long) DRAWS * ray + 4);
        return new Pixels(rays, target, background, jitter, photos, places);
    }

    /** Rays of known colours, each over a random background; all belong to the first photograph. */
    static Pixels of(NDManager manager, KnownRays known, Draws draws) {
        int count = known.count();
        float[] target = known.colors().clone();
        float[] background = new float[3 * count];
        for (int i = 0; i < 3 * count; i++) {
            background[i] = draws.uniform((long) DRAWS * (i / 3) + 1 + i % 3);
            target[i] += (1 - known.opacities()[i / 3]) * background[i];
        }
        Jitter jitter = ray -> draws.uniform((long) DRAWS * ray + 4);
        return new Pixels(known.rays(manager), target, background, jitter, new int[count], new int[count]);
    }

    /** colour alpha + background (1 - alpha), in sRGB, straight alpha. */
    static void blend(Image image, int pixel, float[] background, float[] target, int at) {
        int from = pixel * image.channels();
        float alpha = image.channels() == 4 ? image.level(from + 3) / 255f : 1;
        for (int c = 0; c < 3; c++) {
            target[at + c] = image.level(from + c) / 255f * alpha + background[at + c] * (1 - alpha);
        }
    }

    /** A whole photo of straight alpha over one background, sRGB [3]: [height * width * 3]. */
    static float[] over(Image image, float[] background) {
        int pixels = image.width() * image.height();
        float[] behind = new float[3 * pixels];
        float[] rgb = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(background, 0, behind, 3 * i, 3);
            blend(image, i, behind, rgb, 3 * i);
        }
        return rgb;
    }
}
