package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.joml.Matrix3d;
import org.joml.Vector3d;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras around a sphere of radius 20 at (5, -3, 100), as in DTU in millimetres. */
final class DtuFormatTest {
    private static final int COUNT = 4;
    private static final double[] K = {60, 0.01, 19.25, 0, 55, 14.75, 0, 0, 1};

    @TempDir
    private Path folder;

    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    /** The rotation and the place of a camera. */
    private static Matrix3d rotation(int n) {
        return new Matrix3d().rotateX(0.3 + 0.1 * n).rotateY(0.7 * n);
    }

    private static Vector3d eye(int n) {
        Vector3d forward = rotation(n).transform(new Vector3d(0, 0, 1));
        return new Vector3d(5, -3, 100).fma(-80, forward);
    }

    /** s K [R | t] by rows, for the rotation from camera to world. */
    private static double[] projection(int n, double s) {
        Matrix3d toCamera = rotation(n).transpose();
        Vector3d t = toCamera.transform(eye(n)).negate();
        double[] out = new double[16];
        for (int column = 0; column < 4; column++) {
            Vector3d seen = column < 3 ? toCamera.getColumn(column, new Vector3d()) : t;
            for (int row = 0; row < 3; row++) {
                out[4 * row + column] = s * (K[3 * row] * seen.x + K[3 * row + 1] * seen.y + K[3 * row + 2] * seen.z);
            }
        }
        out[15] = 1;
        return out;
    }

    @BeforeEach
    void write() throws IOException {
        for (int n = 0; n < COUNT; n++) {
            arrays.put("world_mat_" + n, NpyArray.of(projection(n, 1), 4, 4));
            arrays.put(
                    "scale_mat_" + n,
                    NpyArray.of(new double[] {20, 0, 0, 5, 0, 20, 0, -3, 0, 0, 20, 100, 0, 0, 0, 1}, 4, 4));
            SceneFiles.noise(40, 30, 3, n).writePng(folder.resolve("image/%06d.png".formatted(n)));
            mask(n);
        }
        save();
    }

    private void mask(int n) {
        byte[] pixels = new byte[3 * 40 * 30];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % 40 < 20 ? 255 : 0);
        }
        new Image(40, 30, 3, pixels).writePng(folder.resolve("mask/%03d.png".formatted(n)));
    }

    private void save() throws IOException {
        NpzFile.write(folder.resolve("cameras.npz"), arrays, false);
    }

    /** Any scale and sign of the projection gives the same camera. */
    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0.37, -250})
    void aProjectionIsTakenApart(double scale) {
        Projection camera = Projection.of(projection(2, scale));
        assertNotNull(camera);
        assertArrayEquals(new double[] {60, 55}, camera.focal(), 1e-9);
        assertArrayEquals(new double[] {19.25, 14.75}, camera.centre(), 1e-9);
        assertEquals(0.01, camera.skew(), 1e-9);
        double[] expected = new double[12];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                expected[4 * i + j] = (j == 0 ? 1 : -1) * rotation(2).get(j, i);
            }
            expected[4 * i + 3] = eye(2).get(i);
        }
        assertArrayEquals(expected, camera.pose(), 1e-9);
    }

    @Test
    void aMatrixWithoutViewIsNone() {
        assertNull(Projection.of(new double[12]));
        assertNull(Projection.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0}));
    }

    /** The unit sphere of scale_mat becomes the box, pixels are counted by their middles, masks are opacity. */
    @Test
    void theSphereIsTheBox() {
        Capture capture = SceneFiles.read(folder);
        assertEquals(3, capture.train().size());
        assertEquals(1.5, capture.box().maxX(), 1e-6);
        assertArrayEquals(new double[3], capture.transform().fromWorld(5, -3, 100), 1e-9);
        assertEquals(1.5 / 20, capture.transform().scale(), 1e-12);
        Photo photo = capture.train().getFirst();
        assertEquals(19.75, photo.camera().intrinsics().cx(), 1e-9);
        assertTrue(capture.transparent());
        assertEquals(-1, photo.image().pixels()[3]);
        assertEquals(0, photo.image().pixels()[4 * 30 + 3]);
        assertNull(photo.hidden());
    }

    @Test
    void withoutMasksTheBoxFollowsFromTheCameras() throws IOException {
        for (int n = 0; n < COUNT; n++) {
            Files.delete(folder.resolve("mask/%03d.png".formatted(n)));
        }
        Files.delete(folder.resolve("mask"));
        Capture capture = SceneFiles.read(folder);
        assertFalse(capture.transparent());
        assertFalse(
                capture.extent().origin().contains("scale_mat"),
                capture.extent().origin());
    }

    @Test
    void anotherNumberOfMasksOrCamerasIsNamed() throws IOException {
        Files.delete(folder.resolve("mask/001.png"));
        SceneFiles.refused(folder, "4 cameras", "mask", "3 PNG");
        mask(1);
        arrays.remove("world_mat_3");
        save();
        SceneFiles.refused(folder, "3 cameras", "image", "4 PNG");
    }

    /** A world_mat without K, as DVR has it, and one for images of another size. */
    @Test
    void matricesThatDoNotFitTheImagesAreNamed() throws IOException {
        arrays.put("world_mat_1", NpyArray.of(new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 5, 0, 0, 0, 1}, 4, 4));
        save();
        SceneFiles.refused(folder, "world_mat_1", "40x30", "K [R | t]");
        arrays.put("world_mat_1", NpyArray.of(new double[16], 4, 4));
        save();
        SceneFiles.refused(folder, "world_mat_1", "no projection");
        arrays.put("world_mat_1", NpyArray.of(new double[9], 3, 3));
        save();
        SceneFiles.refused(folder, "world_mat_1", "[3, 3]");
    }

    @Test
    void damagedArchivesEndInASentence() throws IOException {
        SceneFiles.damage(folder, "cameras.npz", 200);
    }

    /** Numbers are damaged one by one, since the archive has checksums. */
    @Test
    void damagedMatricesEndInASentence() throws IOException {
        Random random = new Random(3);
        double[] extremes = {0, -1, 1e300, -1e-300, Double.NaN, Double.POSITIVE_INFINITY, 1e12, 7};
        for (int i = 0; i < 150; i++) {
            String name = (random.nextBoolean() ? "world_mat_" : "scale_mat_") + random.nextInt(2);
            NpyArray whole = arrays.get(name);
            double[] numbers = whole.numbers();
            numbers[random.nextInt(16)] = extremes[random.nextInt(extremes.length)];
            arrays.put(name, NpyArray.of(numbers, 4, 4));
            save();
            try {
                SceneFiles.read(folder);
            } catch (UserError e) {
                assertFalse(e.getMessage().isBlank());
            }
            arrays.put(name, whole);
        }
    }

    @Test
    void aScaleThatIsNoRadiusIsNamed() throws IOException {
        arrays.put(
                "scale_mat_0", NpyArray.of(new double[] {20, 0, 0, 5, 0, 10, 0, -3, 0, 0, 20, 100, 0, 0, 0, 1}, 4, 4));
        save();
        SceneFiles.refused(folder, "scale_mat_0", "20.0, 10.0, 20.0");
    }
}
