package io.fieldwork.samples.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.Pose;
import org.junit.jupiter.api.Test;

class BakedViewsTest {
    private static final Pose POSE = Pose.lookAt(new float[] {3, 1, 2}, new float[3], new float[] {0, 0, 1});

    private static Camera camera(double fx, double cx, Distortion lens) {
        return new Camera(new Intrinsics(30, 20, fx, 25, cx, 10, lens), POSE);
    }

    @Test
    void aPinholeThroughTheMiddleStays() {
        Camera plain = camera(25, 15, Distortion.none());
        assertSame(plain, BakedViews.plain(plain));
        Camera rounded = camera(25.01, 15.3, Distortion.none());
        assertSame(rounded, BakedViews.plain(rounded), "as programs round");
    }

    @Test
    void otherLensesAreReplacedByTheOneThatLooksTheSameWayAndAsHigh() {
        Camera expected = camera(25, 15, Distortion.none());
        assertEquals(expected, BakedViews.plain(camera(25, 15, Distortion.openCv(0.1, 0, 0, 0, 0))));
        assertEquals(expected, BakedViews.plain(camera(25, 15, Distortion.fisheye(0, 0, 0, 0))));
        assertEquals(expected, BakedViews.plain(camera(27, 15, Distortion.none())), "pixels that are not square");
        assertEquals(expected, BakedViews.plain(camera(25, 18, Distortion.none())), "a shifted lens");
        float[] top = new float[6];
        float[] kept = new float[6];
        expected.ray(15, 0, kept, 0);
        BakedViews.plain(camera(27, 15, Distortion.none())).ray(15, 0, top, 0);
        assertArrayEquals(kept, top);
    }
}
