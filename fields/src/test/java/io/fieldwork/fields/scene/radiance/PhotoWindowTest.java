package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Extent;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.ImageSource;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.train.Progress;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PhotoWindowTest {
    private static final int COUNT = 12;
    private final AtomicInteger decoded = new AtomicInteger();
    private int broken = -1;

    private Photo photo(int i) {
        Camera camera = Camera.lookAt(
                Intrinsics.ofFieldOfView(2, 2, 1), new float[3], new float[] {1, 0, 0}, new float[] {0, 0, 1});
        ImageSource source = new ImageSource.Decoded(
                3,
                () -> {
                    decoded.incrementAndGet();
                    if (i == broken) {
                        throw new UserError("It is gone.");
                    }
                    byte[] pixels = new byte[12];
                    Arrays.fill(pixels, (byte) i);
                    return new Image(2, 2, 3, pixels);
                },
                "" + i);
        return new Photo("photo " + i, camera, source);
    }

    private Capture capture(int window) {
        List<Photo> photos = IntStream.range(0, COUNT).mapToObj(this::photo).toList();
        return new Capture(
                photos,
                List.of(),
                List.of(),
                List.of(),
                Extent.of(Box.cube(1), "given"),
                SceneTransform.identity(),
                window);
    }

    private static Progress at(long step) {
        return new Progress(step, 0, 0, 7);
    }

    private static int[] held(PixelPool pool) {
        return IntStream.range(0, COUNT)
                .filter(i -> pool.images()[i] != null)
                .peek(i -> assertEquals(i, pool.images()[i].level(0)))
                .toArray();
    }

    @Test
    void aQuarterIsReplacedNowAndThenAndEveryPhotoHasItsTurn() {
        try (PhotoWindow window = new PhotoWindow(capture(4))) {
            int[] times = new int[COUNT];
            int[] before = {};
            for (int period = 0; period < 2 * COUNT; period++) {
                PixelPool pool = window.at(at((long) period * PhotoWindow.STEPS));
                assertSame(pool, window.at(at((period + 1L) * PhotoWindow.STEPS - 1)));
                int[] now = held(pool);
                int[] old = before;
                assertEquals(4, now.length);
                assertEquals(16, pool.size());
                assertTrue(period == 0
                        || IntStream.of(now)
                                        .filter(i -> IntStream.of(old).anyMatch(j -> j == i))
                                        .count()
                                == 3);
                IntStream.of(now).forEach(i -> times[i]++);
                before = now;
            }
            assertTrue(IntStream.of(times).allMatch(each -> each == 8), Arrays.toString(times));
        }
    }

    @Test
    void aResumedRunSeesTheSamePhotos() {
        try (PhotoWindow first = new PhotoWindow(capture(5));
                PhotoWindow resumed = new PhotoWindow(capture(5))) {
            first.at(at(0));
            first.at(at(3000));
            assertArrayEquals(held(first.at(at(9100))), held(resumed.at(at(9499))));
        }
    }

    @Test
    void aWindowOfAllPhotosIsDecodedOnce() {
        try (PhotoWindow window = new PhotoWindow(capture(Integer.MAX_VALUE))) {
            assertEquals(COUNT, held(window.at(at(0))).length);
            assertEquals(COUNT, held(window.at(at(5000))).length);
            assertEquals(COUNT, decoded.get());
        }
    }

    @Test
    void aPhotographThatIsGoneEndsInASentence() {
        broken = 3;
        try (PhotoWindow window = new PhotoWindow(capture(COUNT))) {
            assertEquals(
                    "It is gone.",
                    assertThrows(UserError.class, () -> window.at(at(0))).getMessage());
        }
    }
}
