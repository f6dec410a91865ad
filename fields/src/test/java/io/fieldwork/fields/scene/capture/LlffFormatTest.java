package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.npz.NpyArray;
import io.fieldwork.fields.volume.Pose;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nine cameras in a row along x that look along -z, down the columns of the file: down, right, back. */
final class LlffFormatTest {
    private static final int COUNT = 9;
    /** The rows of [down, right, back] for the axes of the world, before place, size and depths. */
    private static final double[][] AXES = {{0, 1, 0}, {-1, 0, 0}, {0, 0, 1}};

    @TempDir
    private Path folder;

    private final double[] numbers = new double[17 * COUNT];

    @BeforeEach
    void write() {
        double[] size = {30, 40, 50};
        for (int n = 0; n < COUNT; n++) {
            double[] place = {0.1 * n - 0.4, 0.3, 2};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    numbers[17 * n + 5 * i + j] = AXES[i][j];
                }
                numbers[17 * n + 5 * i + 3] = place[i];
                numbers[17 * n + 5 * i + 4] = size[i];
            }
            numbers[17 * n + 15] = 1;
            numbers[17 * n + 16] = 5;
            SceneFiles.noise(20, 15, 3, n).writePng(folder.resolve("images/IMG_%d.PNG".formatted(n)));
        }
        save();
    }

    private void save() {
        NpyArray.of(numbers, COUNT, 17).write(folder.resolve("poses_bounds.npy"));
    }

    /** The matrix is turned to right, up, back, and the focal length scaled to the images, which are half as wide. */
    @Test
    void axesAndSizesAreLlffs() {
        Capture capture = SceneFiles.read(folder);
        assertEquals(2, capture.test().size());
        Photo photo = capture.train().getFirst();
        assertEquals("IMG_1.PNG", photo.name());
        assertEquals(25, photo.camera().intrinsics().fx(), 1e-9);
        assertEquals(10, photo.camera().intrinsics().cx(), 1e-9);
        SceneTransform transform = capture.transform();
        float[] eye = photo.camera().pose().position();
        assertArrayEquals(new double[] {-0.3, 0.3, 2}, transform.toWorld(eye[0], eye[1], eye[2]), 1e-6);
        float[] ahead = SceneFiles.direction(photo.camera(), 10, 7.5);
        double[] point = transform.toWorld(eye[0] + ahead[0], eye[1] + ahead[1], eye[2] + ahead[2]);
        assertTrue(point[2] < 2 - 1e-3, "it looks along -z");
        float[] down = SceneFiles.direction(photo.camera(), 10, 15);
        double[] below = transform.toWorld(eye[0] + down[0], eye[1] + down[1], eye[2] + down[2]);
        assertTrue(below[1] < point[1], "rows of the image go down along -y");
    }

    /** What is 1 to 5 away lies within the box and behind the near plane, its longest side is 3. */
    @Test
    void theBoxHoldsWhatLiesBetweenTheDepths() {
        Capture capture = SceneFiles.read(folder);
        assertEquals(3, capture.box().longest(), 1e-5);
        double[] near = capture.transform().fromWorld(0, 0.3, 1);
        double[] far = capture.transform().fromWorld(0, 0.3, -3);
        for (double[] point : new double[][] {near, far}) {
            for (int i = 0; i < 3; i++) {
                assertTrue(Math.abs(point[i]) <= 1.5 + 1e-5);
            }
        }
        assertTrue(capture.extent().near() < capture.transform().scale());
        assertTrue(
                capture.extent().origin().contains("poses_bounds.npy"),
                capture.extent().origin());
    }

    /** All of space is contracted around what is nearer than the harmonic mean of the depths, 1.67. */
    @Test
    void spaceIsContractedAroundTheNearerHalfOfInverseDepths() {
        Capture capture = SceneFiles.read(folder);
        Box box = capture.contracted().box();
        for (double depth : new double[] {1.01, 1.65, 2.5}) {
            double[] point = capture.transform().fromWorld(0, 0.3, 2 - depth);
            boolean inside = point[0] > box.minX()
                    && point[0] < box.maxX()
                    && point[1] > box.minY()
                    && point[1] < box.maxY()
                    && point[2] > box.minZ()
                    && point[2] < box.maxZ();
            assertEquals(depth < 1.66, inside, "depth " + depth + " in " + box);
        }
        assertEquals(capture.extent().near(), capture.contracted().extent().near());
        assertEquals(
                "what is nearer of " + capture.extent().origin(),
                capture.contracted().extent().origin());
    }

    @Test
    void columnsInFortransOrderAreRead() throws Exception {
        NpyArray rows = NpyArray.of(numbers, COUNT, 17);
        double[] turned = new double[numbers.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = numbers[i % COUNT * 17 + i / COUNT];
        }
        NpyArray columns = new NpyArray(
                rows.shape(), "<f8", true, NpyArray.of(turned, COUNT, 17).data());
        columns.write(folder.resolve("poses_bounds.npy"));
        Pose fortran = SceneFiles.read(folder).train().get(3).camera().pose();
        save();
        assertEquals(fortran, SceneFiles.read(folder).train().get(3).camera().pose());
    }

    @Test
    void damagedTablesEndInASentence() throws Exception {
        SceneFiles.damage(folder, "poses_bounds.npy", 200);
    }

    @Test
    void whatIsNoTableOfCamerasIsNamed() {
        NpyArray.of(numbers, 17, COUNT).write(folder.resolve("poses_bounds.npy"));
        SceneFiles.refused(folder, "poses_bounds.npy", "[17, 9]", "[photographs, 17]");
        SceneFiles.write(folder.resolve("poses_bounds.npy"), "poses");
        SceneFiles.refused(folder, "poses_bounds.npy", "NPY");
    }

    @Test
    void anotherNumberOfImagesIsNamed() {
        SceneFiles.noise(20, 15, 3, 99).writePng(folder.resolve("images/more.png"));
        SceneFiles.refused(folder, "9 cameras", "10 PNG, JPEG or TIFF images");
    }

    @Test
    void rowsThatAreNoCamerasAreNamed() {
        numbers[17 * 2 + 3] = Double.NaN;
        save();
        SceneFiles.refused(folder, "Row 2", "not finite");
        numbers[17 * 2 + 3] = 0;
        numbers[17 * 4 + 14] = 0;
        save();
        SceneFiles.refused(folder, "Row 4", "focal length 0");
        numbers[17 * 4 + 14] = 50;
        numbers[17 * 5 + 16] = 0.5;
        save();
        SceneFiles.refused(folder, "Row 5", "depths from 1.0 to 0.5");
    }
}
