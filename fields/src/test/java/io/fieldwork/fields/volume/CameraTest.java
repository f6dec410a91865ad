package io.fieldwork.fields.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraTest {
    private static final Pose UPRIGHT = new Pose(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});

    private static float[] ray(Camera camera, double x, double y) {
        float[] out = new float[8];
        camera.ray(x, y, out, 1);
        assertEquals(0, out[0]);
        assertEquals(0, out[7]);
        return java.util.Arrays.copyOfRange(out, 1, 7);
    }

    @Test
    void middleOfTheImageLooksAlongMinusZ() {
        Camera camera = new Camera(Intrinsics.ofFieldOfView(8, 6, 1.2), UPRIGHT);
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, -1}, ray(camera, 4, 3), 1e-7f);
    }

    @Test
    void edgesLieAtHalfTheFieldOfView() {
        double angle = 0.6911112070083618;
        Camera camera = new Camera(Intrinsics.ofFieldOfView(800, 800, angle), UPRIGHT);
        assertEquals(1111.111, camera.intrinsics().fx(), 1e-3);
        assertEquals(angle, camera.intrinsics().fieldOfViewX(), 1e-12);
        float[] left = ray(camera, 0, 400);
        assertEquals(-Math.tan(angle / 2), left[3] / -left[5], 1e-6);
        float[] topLeft = ray(camera, 0, 0);
        assertEquals(-Math.tan(angle / 2), topLeft[3] / -topLeft[5], 1e-6);
        assertEquals(Math.tan(angle / 2), topLeft[4] / -topLeft[5], 1e-6);
        float[] firstPixel = ray(camera, 0.5, 0.5);
        assertEquals(-399.5 / camera.intrinsics().fx(), firstPixel[3] / -firstPixel[5], 1e-6);
    }

    @Test
    void directionsAreUnitAndTurnWithThePose() {
        Pose turned = new Pose(new float[] {0, 0, 1, 4, 1, 0, 0, 5, 0, 1, 0, 6});
        Camera camera = new Camera(new Intrinsics(10, 10, 5, 10, 2, 3, Distortion.none()), turned);
        double x = (7 - 2) / 5.0;
        double y = -(9 - 3) / 10.0;
        double length = Math.sqrt(x * x + y * y + 1);
        float[] expected = {4, 5, 6, (float) (-1 / length), (float) (x / length), (float) (y / length)};
        assertArrayEquals(expected, ray(camera, 7, 9), 1e-6f);
    }

    @Test
    void scaledCameraSeesTheSameAtTheSamePlaceOfTheImage() {
        Intrinsics inside = new Intrinsics(40, 30, 50, 52, 19, 16, Distortion.openCv(-0.1, 0.01, 0, 0.001, 0.002));
        Camera camera = new Camera(inside, UPRIGHT);
        Camera half = camera.scaledTo(20, 10);
        assertArrayEquals(ray(camera, 6, 12), ray(half, 3, 4), 1e-6f);
    }

    @Test
    void lookAtPutsTheTargetInTheMiddleAndUpUpwards() {
        float[] eye = {4, -3, 2};
        float[] target = {1, 1, 0.5f};
        Camera camera = Camera.lookAt(Intrinsics.ofFieldOfView(10, 10, 0.8), eye, target, new float[] {0, 0, 1});
        float[] middle = ray(camera, 5, 5);
        double distance = Math.sqrt(9 + 16 + 2.25);
        assertArrayEquals(eye, java.util.Arrays.copyOf(middle, 3));
        for (int i = 0; i < 3; i++) {
            assertEquals(target[i], eye[i] + distance * middle[3 + i], 1e-5);
        }
        assertTrue(ray(camera, 5, 0)[5] > middle[5]);
        float[] right = ray(camera, 10, 5);
        double crossZ = middle[3] * right[4] - middle[4] * right[3];
        assertTrue(crossZ < 0, "with up above, the right edge lies clockwise of the view");
    }

    @Test
    void lookAtRefusesAnUpDirectionAlongTheView() {
        assertThrows(UserError.class, () -> Pose.lookAt(new float[] {0, 0, 3}, new float[3], new float[] {0, 0, 1}));
    }

    @Test
    void openCvDistortionIsUndone() {
        Random random = new Random(1);
        double[] c = {-0.28, 0.07, 0.004, 0.02, -0.01, 0.003, 0.0011, -0.0007};
        Distortion lens = new Distortion(Distortion.Model.OPENCV, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
        for (int i = 0; i < 200; i++) {
            double x = random.nextDouble(-0.8, 0.8);
            double y = random.nextDouble(-0.8, 0.8);
            double r2 = x * x + y * y;
            double g = (1 + c[0] * r2 + c[1] * Math.pow(r2, 2) + c[2] * Math.pow(r2, 3))
                    / (1 + c[3] * r2 + c[4] * Math.pow(r2, 2) + c[5] * Math.pow(r2, 3));
            double bentX = x * g + 2 * c[6] * x * y + c[7] * (r2 + 2 * x * x);
            double bentY = y * g + c[6] * (r2 + 2 * y * y) + 2 * c[7] * x * y;
            double[] back = lens.undistort(bentX, bentY);
            assertEquals(x, back[0] / back[2], 1e-8);
            assertEquals(y, back[1] / back[2], 1e-8);
            assertEquals(1, back[0] * back[0] + back[1] * back[1] + back[2] * back[2], 1e-12);
            assertArrayEquals(new double[] {bentX, bentY}, lens.distort(x, y, 1), 1e-12);
        }
    }

    @Test
    void fisheyeDistortionIsUndoneBeyondARightAngle() {
        double[] k = {0.03, -0.008, 0.002, -0.0003};
        Distortion lens = Distortion.fisheye(k[0], k[1], k[2], k[3]);
        for (double angle = 0.05; angle < 1.9; angle += 0.05) {
            double around = 3 * angle;
            double bent = angle
                    + k[0] * Math.pow(angle, 3)
                    + k[1] * Math.pow(angle, 5)
                    + k[2] * Math.pow(angle, 7)
                    + k[3] * Math.pow(angle, 9);
            double[] expected = {Math.sin(angle) * Math.cos(around), Math.sin(angle) * Math.sin(around), Math.cos(angle)
            };
            double[] image = {bent * Math.cos(around), bent * Math.sin(around)};
            assertArrayEquals(expected, lens.undistort(image[0], image[1]), 1e-8);
            assertArrayEquals(image, lens.distort(expected[0], expected[1], expected[2]), 1e-12);
        }
        assertArrayEquals(new double[] {0, 0, 1}, lens.undistort(0, 0));
    }

    @Test
    void distortedCamerasTurnImageAxesIntoCameraAxes() {
        Intrinsics inside = new Intrinsics(20, 20, 10, 10, 10, 10, Distortion.fisheye(0, 0, 0, 0));
        float[] corner = ray(new Camera(inside, UPRIGHT), 15, 10 - 5 * Math.sqrt(3));
        assertArrayEquals(
                new float[] {(float) (Math.sin(1) / 2), (float) (Math.sin(1) * Math.sqrt(3) / 2), (float) -Math.cos(1)},
                java.util.Arrays.copyOfRange(corner, 3, 6),
                1e-6f);
    }

    @Test
    void pointsBehindTheFoldAreRefused() {
        Distortion lens = Distortion.openCv(-0.5, 0, 0, 0, 0);
        double fold = Math.sqrt(1 / 1.5);
        double reach = fold * (1 - 0.5 * fold * fold);
        double[] inside = lens.undistort(0.99 * reach, 0);
        assertTrue(inside[0] / inside[2] < fold);
        assertThrows(UserError.class, () -> lens.undistort(1.01 * reach, 0));
        Distortion fisheye = Distortion.fisheye(-0.2, 0, 0, 0);
        assertThrows(UserError.class, () -> fisheye.undistort(2, 0));
    }

    @Test
    void aLensWithoutCoefficientsIsAPinhole() {
        assertEquals(Distortion.none(), Distortion.openCv(0, 0, 0, 0, 0));
        assertThrows(UserError.class, () -> Distortion.openCv(Double.NaN, 0, 0, 0, 0));
    }

    @Test
    void impossibleCamerasAreRefused() {
        assertThrows(UserError.class, () -> new Intrinsics(0, 4, 1, 1, 0, 0, Distortion.none()));
        assertThrows(UserError.class, () -> new Intrinsics(4, 4, -1, 1, 0, 0, Distortion.none()));
        assertThrows(UserError.class, () -> new Intrinsics(4, 4, 1, 1, Double.NaN, 0, Distortion.none()));
        assertThrows(UserError.class, () -> Intrinsics.ofFieldOfView(4, 4, 3.2));
        assertThrows(UserError.class, () -> new Pose(new float[11]));
        assertThrows(UserError.class, () -> new Pose(new float[12]));
        float[] unknown = UPRIGHT.rowMajor3x4().clone();
        unknown[3] = Float.NaN;
        assertThrows(UserError.class, () -> new Pose(unknown));
    }
}
