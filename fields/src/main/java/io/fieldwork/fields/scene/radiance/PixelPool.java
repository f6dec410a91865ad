package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pixels that may be drawn, all that are not hidden of the photos whose images are held, numbered photo by photo.
 *
 * @param photos of any sizes
 * @param images of the photos; null for those that nothing is drawn from
 * @param first [photos + 1], number of each photo's first pixel, and of all
 * @param visible of each photo, or null where none is hidden
 */
record PixelPool(
        List<Photo> photos,
        @Nullable Image[] images,
        long[] first,
        @Nullable VisiblePixels[] visible) {
    /** No pixels of photos yet. */
    static PixelPool empty(List<Photo> photos) {
        VisiblePixels[] visible = photos.stream()
                .map(photo -> photo.hidden() == null || photo.hidden().isEmpty() ? null : VisiblePixels.of(photo))
                .toArray(VisiblePixels[]::new);
        return new PixelPool(photos, new Image[photos.size()], new long[photos.size() + 1], visible);
    }

    /** The pixels of all photos. */
    static PixelPool of(List<Photo> photos) {
        return empty(photos).holding(i -> photos.get(i).image());
    }

    /** The pixels of some of the photos: those for which there is an image. */
    PixelPool holding(IntFunction<@Nullable Image> held) {
        Image[] own = new Image[photos.size()];
        long[] numbers = new long[photos.size() + 1];
        for (int i = 0; i < own.length; i++) {
            own[i] = held.apply(i);
            long all = (long) photos.get(i).width() * photos.get(i).height();
            long seen = visible[i] == null ? all : visible[i].count();
            numbers[i + 1] = numbers[i] + (own[i] == null ? 0 : seen);
        }
        return new PixelPool(photos, own, numbers, visible);
    }

    /** The number of pixels. */
    long size() {
        return first[first.length - 1];
    }

    /** The photo of a pixel: the last one that does not begin behind it. */
    int photo(long number) {
        int low = 0;
        int high = photos.size();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (first[middle] <= number) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The place of a pixel in its photo, counted along the rows. */
    int pixel(int photo, long number) {
        int within = (int) (number - first[photo]);
        VisiblePixels seen = visible[photo];
        return seen == null ? within : seen.pixel(within);
    }
}
