package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.scene.capture.Photo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pixels that may be drawn, all that are not hidden, numbered photo by photo.
 *
 * @param photos of any sizes
 * @param first [photos + 1], number of each photo's first pixel, and of all
 * @param visible of each photo its pixels along the rows, or nothing if none of them is hidden
 */
record PixelPool(List<Photo> photos, long[] first, List<int[]> visible) {
    private static final int[] ALL = {};

    static PixelPool of(List<Photo> photos) {
        long[] first = new long[photos.size() + 1];
        List<int[]> visible = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            Photo photo = photos.get(i);
            boolean whole = photo.hidden() == null || photo.hidden().isEmpty();
            int[] pixels = whole ? ALL : photo.visible();
            first[i + 1] =
                    first[i] + (whole ? photo.image().width() * photo.image().height() : pixels.length);
            visible.add(pixels);
        }
        return new PixelPool(photos, first, visible);
    }

    /** The number of pixels. */
    long size() {
        return first[first.length - 1];
    }

    /** The photo of a pixel. */
    int photo(long number) {
        int at = Arrays.binarySearch(first, number);
        at = at < 0 ? -at - 2 : at;
        while (first[at + 1] == number) {
            at++;
        }
        return at;
    }

    /** The place of a pixel in its photo, counted along the rows. */
    int pixel(int photo, long number) {
        int within = (int) (number - first[photo]);
        return visible.get(photo) == ALL ? within : visible.get(photo)[within];
    }
}
