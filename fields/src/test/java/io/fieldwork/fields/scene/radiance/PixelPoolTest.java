package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelPoolTest {
    private static Photo photo(int width, int height, int... hidden) {
        Camera camera = Camera.lookAt(
                Intrinsics.ofFieldOfView(width, height, 1), new float[3], new float[] {1, 0, 0}, new float[] {0, 0, 1});
        BitSet bits = new BitSet();
        for (int pixel : hidden) {
            bits.set(pixel);
        }
        Image image = new Image(width, height, 3, new byte[3 * width * height]);
        return new Photo("photo", camera, image, bits.isEmpty() ? null : bits);
    }

    @Test
    void aPoolMayHoldSomeOfThePhotos() {
        List<Photo> photos = List.of(photo(2, 2), photo(2, 1), photo(3, 2, 0, 4), photo(1, 3));
        PixelPool pool =
                PixelPool.empty(photos).holding(i -> i % 2 == 0 ? photos.get(i).image() : null);
        assertEquals(8, pool.size());
        assertEquals(0, pool.photo(3));
        assertEquals(2, pool.photo(4));
        assertEquals(1, pool.pixel(2, 4));
        assertEquals(2, pool.photo(7));
        assertEquals(0, PixelPool.empty(photos).size());
    }

    /** Photos of several blocks, none of whose first, last and other pixels need be seen. */
    @Test
    void visiblePixelsAreFoundByTheirNumber() {
        Random random = new Random(4);
        for (double share : new double[] {0.01, 0.5, 0.999}) {
            int[] hidden = IntStream.range(0, 53 * 41)
                    .filter(i -> random.nextDouble() < share || i < 1100 && share == 0.5)
                    .toArray();
            Photo photo = photo(53, 41, hidden);
            int[] expected = photo.visible();
            VisiblePixels visible = VisiblePixels.of(photo);
            assertEquals(expected.length, visible.count());
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], visible.pixel(i));
            }
        }
    }

    @Test
    void everyVisiblePixelOfEveryPhotoHasOneNumber() {
        List<Photo> photos = List.of(photo(2, 2), photo(2, 1, 0, 1), photo(3, 2, 0, 4), photo(1, 3));
        PixelPool pool = PixelPool.of(photos);
        List<String> drawn = new ArrayList<>();
        for (long i = 0; i < pool.size(); i++) {
            int photo = pool.photo(i);
            drawn.add(photo + ":" + pool.pixel(photo, i));
        }
        assertEquals(List.of("0:0", "0:1", "0:2", "0:3", "2:1", "2:2", "2:3", "2:5", "3:0", "3:1", "3:2"), drawn);
    }
}
