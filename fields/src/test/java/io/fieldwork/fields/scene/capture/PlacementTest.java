package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.all;
import static io.fieldwork.fields.scene.capture.SceneFiles.frame;
import static io.fieldwork.fields.scene.capture.SceneFiles.looking;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.read;
import static io.fieldwork.fields.scene.capture.SceneFiles.ring;
import static io.fieldwork.fields.scene.capture.SceneFiles.transforms;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.volume.Pose;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() {
        SceneFiles.images(folder);
    }

    @Test
    void nerfstudioCamerasAreTurnedUprightAroundWhatTheyLookAt() {
        // Up is the world's +y here, and must become +z.
        float[] target = {300, -20, 7};
        transforms(folder, "\"fl_x\": 12,", ring(target, 4, 3));
        Capture capture = read(folder);
        assertEquals(1.5, capture.box().maxX(), 1e-6);
        assertEquals(-1.5, capture.box().minZ(), 1e-6);
        assertArrayEquals(new double[] {300, -20, 7}, capture.transform().toWorld(0, 0, 0), 1e-3);
        // Opaque photographs show what lies behind: the box reaches as far as the cameras, 5 away.
        assertEquals(1.5 / 5, capture.transform().scale(), 1e-4);
        assertEquals(0.3 * 3, capture.train().getFirst().camera().pose().position()[2], 1e-3);
        assertTrue(
                capture.extent().origin().contains("inwards"), capture.extent().origin());
        assertEquals(3 / 60.0, capture.extent().near(), 1e-6);
    }

    @Test
    void camerasOnOneSideFaceForwardAndTheBoxHoldsWhatTheyLookAt() {
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            float[] eye = {i % 2 - 0.5f, i / 2 - 0.5f, 6};
            frames[i] = looking("images/" + i + ".png", eye, new float[] {0, 0, -2}, "");
        }
        transforms(folder, "\"fl_x\": 12,", frames);
        Capture capture = read(folder);
        assertTrue(
                capture.extent().origin().contains("forward"), capture.extent().origin());
        assertArrayEquals(new double[] {0, 0, -2}, capture.transform().toWorld(0, 0, 0), 1e-2);
    }

    @Test
    void camerasThatLookAwayFromEachOtherFaceOutwards() {
        float[] middle = {0, 0, 0};
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            float[] eye = {(float) Math.cos(1.5 * i), 0, (float) Math.sin(1.5 * i)};
            frames[i] = looking("images/" + i + ".png", eye, new float[] {2 * eye[0], 0, 2 * eye[2]}, "");
        }
        transforms(folder, "\"fl_x\": 12,", frames);
        Capture capture = read(folder);
        assertTrue(
                capture.extent().origin().contains("outwards"), capture.extent().origin());
        double[] inScene = capture.transform().fromWorld(middle[0], middle[1], middle[2]);
        assertEquals(0, Math.hypot(inScene[0], inScene[1]), 0.5);
    }

    @Test
    void aStrayCameraDoesNotMoveTheBox() {
        String[] frames = new String[9];
        for (int i = 0; i < 8; i++) {
            noise(10, 6, 3, i).writePng(folder.resolve("images/" + i + ".png"));
            float[] eye = {4 * (float) Math.cos(0.25 * Math.PI * i), 2, 4 * (float) Math.sin(0.25 * Math.PI * i)};
            frames[i] = looking("images/" + i + ".png", eye, new float[3], "");
        }
        noise(10, 6, 3, 8).writePng(folder.resolve("images/stray.png"));
        frames[8] = looking("images/stray.png", new float[] {900, 70, 5}, new float[] {901, 500, 5}, "");
        transforms(folder, "\"fl_x\": 12,", frames);
        assertArrayEquals(new double[3], read(folder).transform().toWorld(0, 0, 0), 0.1);
    }

    @Test
    void sparsePointsOfAPlyFileMakeTheBox() {
        StringBuilder ply = new StringBuilder("ply\nformat ascii 1.0\nelement vertex 121\nproperty uchar red\n"
                + "property float z\nproperty double y\nproperty float x\nend_header\n");
        for (int i = 0; i < 121; i++) {
            ply.append("7 %d %d %s\n".formatted(i % 11, 40 + i / 11, 0.1 * (i % 3)));
        }
        write(folder.resolve("cloud.ply"), ply.toString());
        transforms(folder, "\"fl_x\": 12, \"ply_file_path\": \"cloud.ply\",", ring(new float[] {0, 45, 5}, 12, 3));
        Capture capture = read(folder);
        assertArrayEquals(new double[] {0.1, 45, 5}, capture.transform().toWorld(0, 0, 0), 1e-3);
        assertEquals(3, capture.box().longest(), 1e-6);
        assertEquals(3 / 11.0, capture.transform().scale(), 1e-3);
        assertTrue(
                capture.extent().origin().contains("121 sparse points"),
                capture.extent().origin());
    }

    @Test
    void aGivenBoxIsAroundWhatTheCamerasLookAtAndNotAroundTheirBackground() {
        StringBuilder ply =
                new StringBuilder("ply\nformat ascii 1.0\nelement vertex 400\nproperty float x\nproperty float y\n"
                        + "property float z\nend_header\n");
        for (int i = 0; i < 400; i++) {
            ply.append("%s %s %s\n".formatted(i % 3 == 0 ? i : 2 * Math.cos(i), 1 + i % 3, 5 + 2 * Math.sin(i)));
        }
        write(folder.resolve("cloud.ply"), ply.toString());
        transforms(folder, "\"fl_x\": 12, \"ply_file_path\": \"cloud.ply\",", ring(new float[] {0, 2, 5}, 12, 3));
        assertEquals(200, read(folder).transform().toWorld(0, 0, 0)[0], 8, "the points reach from -2 to 399");
        SceneOptions given =
                SceneOptionsBuilder.builder().path(folder.toString()).box(0.1).build();
        Capture capture = Captures.read(given, Path.of(""));
        assertArrayEquals(new double[] {0, 2, 5}, capture.transform().toWorld(0, 0, 0), 1e-2);
        assertEquals(0.2, capture.box().longest(), 1e-6);
    }

    @Test
    void surroundingsOfTheSparsePointsThatPhotographsShowAreInTheBox() {
        StringBuilder ply =
                new StringBuilder("ply\nformat ascii 1.0\nelement vertex 125\nproperty float x\nproperty float y\n"
                        + "property float z\nend_header\n");
        for (int i = 0; i < 125; i++) {
            ply.append("%d %d %d\n".formatted(i % 5, i / 5 % 5, i / 25));
        }
        write(folder.resolve("cloud.ply"), ply.toString());
        transforms(folder, "\"fl_x\": 12, \"ply_file_path\": \"cloud.ply\",", ring(new float[] {2, 2, 2}, 12, 3));
        Capture capture = read(folder);
        double half = 1.5 / capture.transform().scale();
        assertTrue(half > 11 && half < 14, "as far as the cameras: " + half);
        for (Photo photo : all(capture)) {
            noise(10, 6, 4, 1).writePng(folder.resolve(photo.name()));
        }
        double alone = 1.5 / read(folder).transform().scale();
        assertTrue(alone > 2 && alone < 2.5, "what is transparent needs no room: " + alone);
    }

    @Test
    void pointsFarFromTheOthersDoNotWidenTheBox() {
        StringBuilder ply = new StringBuilder("ply\nformat ascii 1.0\nelement vertex 600\nproperty float x\n"
                + "property float y\nproperty float z\nend_header\n");
        for (int i = 0; i < 600; i++) {
            double far = i % 10 == 0 ? 20 + i % 7 : 1;
            ply.append("%s %s %s\n".formatted(far * Math.cos(i), 2 + far * Math.cos(3 * i), far * Math.sin(i)));
        }
        write(folder.resolve("cloud.ply"), ply.toString());
        transforms(folder, "\"fl_x\": 12, \"ply_file_path\": \"cloud.ply\",", ring(new float[] {0, 2, 0}, 4, 3));
        for (Photo photo : all(read(folder))) {
            noise(10, 6, 4, 1).writePng(folder.resolve(photo.name()));
        }
        Capture[] capture = new Capture[1];
        String heard = SceneFiles.warned(() -> capture[0] = read(folder));
        double half = 1.5 / capture[0].transform().scale();
        assertTrue(half > 1 && half < 3.5, "the others lie within 1: " + half);
        assertTrue(heard.contains("of 600 sparse points lie far from the others"), heard);
    }

    @Test
    void wherePosesLookOutwardsTheAxesOfOpenCvAreMentioned() {
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            float[] eye = {4 * (float) Math.cos(1.5 * i), 3, 4 * (float) Math.sin(1.5 * i)};
            float[] m = Pose.lookAt(eye, new float[3], new float[] {0, 1, 0}).rowMajor3x4();
            frames[i] =
                    "{\"file_path\": \"images/%d.png\", \"transform_matrix\": [[%s,%s,%s,%s],[%s,%s,%s,%s],[%s,%s,%s,%s]]}"
                            .formatted(
                                    i, m[0], -m[1], -m[2], m[3], m[4], -m[5], -m[6], m[7], m[8], -m[9], -m[10], m[11]);
        }
        transforms(folder, "\"fl_x\": 12,", frames);
        String heard = SceneFiles.warned(() -> read(folder));
        assertTrue(heard.contains("The cameras face outwards"), heard);
        assertTrue(heard.contains("their matrices are in the axes of OpenCV"), heard);
        String[] forward = {frame("images/0.png", 0, 0, 0, ""), frame("images/1.png", 1, 0, 0, "")};
        transforms(folder, "\"fl_x\": 12,", forward);
        String other = SceneFiles.warned(() -> read(folder));
        assertTrue(other.contains("The cameras face forward") && !other.contains("OpenCV"), other);
    }

    /** Cameras of one hand in a rectangle, each turned by some degrees: their lines cross here and there by chance. */
    @Test
    void linesOfSightThatCrossByChanceSayNothingOfDepth() {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            String[] frames = new String[12];
            for (int i = 0; i < frames.length; i++) {
                float[] eye = {i % 4, i / 4, 0};
                float across = eye[0] + 0.05f * (float) random.nextGaussian();
                float[] target = {across, eye[1] + 0.05f * (float) random.nextGaussian(), -1};
                frames[i] = looking("images/" + i % 4 + ".png", eye, target, "");
            }
            transforms(folder, "\"fl_x\": 12,", frames);
            String heard = SceneFiles.warned(() -> {
                double half = 1.5 / read(folder).transform().scale();
                assertTrue(half > 8, "eight times what cameras are from their middle: " + half);
            });
            assertTrue(heard.contains("The cameras face forward"), heard);
            assertTrue(heard.contains("the box is a guess"), heard);
        }
    }
}
