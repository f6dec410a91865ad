package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.direction;
import static io.fieldwork.fields.scene.capture.SceneFiles.frame;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.read;
import static io.fieldwork.fields.scene.capture.SceneFiles.refused;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlenderFormatTest {
    private static final double ANGLE = 0.7;

    @TempDir
    Path folder;

    @BeforeEach
    void writeScene() {
        for (int i = 0; i < 2; i++) {
            noise(8, 8, 4, i).writePng(folder.resolve("train/r_" + i + ".png"));
        }
        noise(8, 8, 4, 7).writePng(folder.resolve("test/r_0.png"));
        noise(3, 5, 3, 8).writePng(folder.resolve("test/r_0_depth_0001.png"));
        write(
                folder.resolve("transforms_train.json"),
                transforms(
                        frame("./train/r_0", 1, 2, 3, "\"rotation\": 0.1,") + "," + frame("./train/r_1", 1, 1, 6, "")));
        write(folder.resolve("transforms_test.json"), transforms(frame("./test/r_0", 7, 8, 9, "")));
    }

    private static String transforms(String frames) {
        return "{\"camera_angle_x\": %s, \"frames\": [%s]}".formatted(ANGLE, frames);
    }

    private void train(String text) {
        write(folder.resolve("transforms_train.json"), text);
    }

    private Capture readWith(UnaryOperator<SceneOptionsBuilder> change) {
        SceneOptionsBuilder options = SceneOptionsBuilder.builder()
                .path(folder.getFileName().toString())
                .format("blender");
        return Captures.read(change.apply(options).build(), folder.getParent());
    }

    @Test
    void framesBecomePhotos() {
        Capture capture = read(folder);
        assertEquals(2, capture.train().size());
        assertEquals(0, capture.validation().size());
        assertEquals(1, capture.test().size());
        assertEquals(Box.cube(1.5f), capture.box());
        assertEquals("train/r_1", capture.train().get(1).name());
        assertArrayEquals(
                noise(8, 8, 4, 1).pixels(), capture.train().get(1).image().pixels());
        assertArrayEquals(
                new float[] {1, 1, 6}, capture.train().get(1).camera().pose().position());
        assertArrayEquals(
                new float[] {7, 8, 9}, capture.test().getFirst().camera().pose().position());
        Intrinsics inside = capture.train().getFirst().camera().intrinsics();
        assertEquals(4 / Math.tan(ANGLE / 2), inside.fx(), 1e-9);
        assertEquals(inside.fx(), inside.fy());
        assertEquals(4, inside.cx());
        assertArrayEquals(new float[] {1, 1, 1}, SceneOptions.of("x").backgroundColor(capture));
    }

    @Test
    void imageScaleIsAFactorOfTheArea() {
        Photo photo = readWith(options -> options.imageScale(0.25)).train().getFirst();
        assertArrayEquals(
                noise(8, 8, 4, 0).resizeArea(4, 4).pixels(), photo.image().pixels());
        assertEquals(2 / Math.tan(ANGLE / 2), photo.camera().intrinsics().fx(), 1e-9);
    }

    @Test
    void scaleMovesCamerasAndTheTransformLeadsBack() {
        Capture capture = readWith(options -> options.scale(0.5).box(2.0));
        float[] position = capture.train().getFirst().camera().pose().position();
        assertArrayEquals(new float[] {0.5f, 1, 1.5f}, position);
        assertEquals(Box.cube(2), capture.box());
        assertArrayEquals(new double[] {1, 2, 3}, capture.transform().toWorld(position[0], position[1], position[2]));
    }

    @Test
    void pixelCornersSendTheMiddlePixelThroughTheMiddle() {
        float[] corners = direction(
                readWith(options -> options.pixelCenters(false))
                        .train()
                        .getFirst()
                        .camera(),
                4.5,
                4.5);
        assertArrayEquals(new float[] {0, 0, -1}, corners);
        float[] centres = direction(read(folder).train().getFirst().camera(), 4.5, 4.5);
        assertEquals(0.5 / 4 * Math.tan(ANGLE / 2), centres[0] / -centres[2], 1e-6);
        assertEquals(0.5 / 4 * Math.tan(ANGLE / 2), centres[1] / centres[2], 1e-6);
    }

    @Test
    void withoutTestFramesSomeTrainingFramesAreHeldOut() throws IOException {
        Files.delete(folder.resolve("transforms_test.json"));
        Capture capture = read(folder);
        assertEquals("train/r_0", capture.test().getFirst().name());
        assertEquals("train/r_1", capture.train().getFirst().name());
    }

    @Test
    void writtenCapturesAreReadBackUnchanged(@TempDir Path copy) {
        Capture capture = read(folder);
        SceneFiles.blender(capture, copy);
        Capture back = read(copy);
        for (int i = 0; i < 2; i++) {
            Photo expected = capture.train().get(i);
            Photo actual = back.train().get(i);
            assertArrayEquals(expected.image().pixels(), actual.image().pixels());
            assertEquals(expected.camera().pose(), actual.camera().pose());
            assertEquals(
                    expected.camera().intrinsics().fx(),
                    actual.camera().intrinsics().fx(),
                    1e-9);
        }
        assertEquals(1, back.test().size());
    }

    @Test
    void mixedImagesAllGetAlpha() {
        noise(8, 8, 3, 1).writePng(folder.resolve("train/r_1.png"));
        assertEquals(4, read(folder).train().get(1).image().channels());
    }

    @Test
    void missingThingsAreNamed() throws IOException {
        refused(folder.resolve("nowhere"), "nowhere");
        refused(folder.resolve("train"), "train", "transforms.json");
        Files.delete(folder.resolve("train/r_0.png"));
        assertEquals(List.of("train/r_1"), names(read(folder).train()));
        Files.delete(folder.resolve("train/r_1.png"));
        refused(folder, "None of the 2 images", "train/r_0", "transforms_train.json");
    }

    private static List<String> names(List<Photo> photos) {
        return photos.stream().map(Photo::name).toList();
    }

    @Test
    void testFramesWithoutImagesAreACameraPath() throws IOException {
        Files.delete(folder.resolve("test/r_0.png"));
        Capture capture = read(folder);
        assertEquals(List.of("train/r_0"), names(capture.test()));
        assertEquals(List.of("train/r_1"), names(capture.train()));
    }

    @Test
    void aValidationListIsHeldOut() throws IOException {
        Files.move(folder.resolve("transforms_test.json"), folder.resolve("transforms_val.json"));
        Capture capture = read(folder);
        assertEquals(List.of("test/r_0"), names(capture.test()));
        assertEquals(2, capture.train().size());
    }

    @Test
    void imagesMayDifferInSize() {
        noise(8, 9, 4, 1).writePng(folder.resolve("train/r_0.png"));
        Capture capture = read(folder);
        assertEquals(9, capture.train().getFirst().image().height());
        assertEquals(8, capture.train().get(1).image().height());
    }

    @Test
    void truncatedImagesAreLeftOutUnlessAllAre() throws IOException {
        Path image = folder.resolve("train/r_1.png");
        Files.write(image, java.util.Arrays.copyOf(Files.readAllBytes(image), 100));
        assertEquals(List.of("train/r_0"), names(read(folder).train()));
        Files.copy(image, folder.resolve("train/r_0.png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refused(folder, "None of 2 images", "truncated");
    }

    @Test
    void aSceneOfAnotherSizeIsFoundWhereTheCamerasLook() {
        float[] target = {100, 0, 20};
        float[][] eyes = {{140, 0, 20}, {100, 0, 60}, {60, 0, 20}, {100, 24, -12}};
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            noise(8, 8, 4, i).writePng(folder.resolve("train/r_" + i + ".png"));
            frames[i] = SceneFiles.looking("./train/r_" + i, eyes[i], target, "");
        }
        train(transforms(String.join(",", frames)));
        Capture capture = read(folder);
        assertArrayEquals(new double[] {100, 0, 20}, capture.transform().toWorld(0, 0, 0), 0.01);
        assertEquals(
                1.5 / (1.05 * 40 * Math.tan(ANGLE / 2)), capture.transform().scale(), 1e-4);
        assertEquals(Box.cube(1.5f), capture.box());
    }

    @Test
    void theCustomaryBoxIsNotBelievedOfCamerasInIt() {
        float[][] ends = {{9, 1, 0}, {1, 9, 0}, {-9, 1, 0}, {1, -9, 0}};
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            noise(8, 8, 3, i).writePng(folder.resolve("train/r_" + i + ".png"));
            float[] eye = {0.05f * ends[i][0], 0.05f * ends[i][1], 0};
            frames[i] = SceneFiles.looking("./train/r_" + i, eye, ends[i], "");
        }
        train(transforms(String.join(",", frames)));
        noise(8, 8, 3, 7).writePng(folder.resolve("test/r_0.png"));
        String heard = SceneFiles.warned(() -> {
            Capture capture = read(folder);
            assertTrue(
                    capture.extent().origin().contains("outwards"),
                    capture.extent().origin());
            assertFalse(
                    capture.extent().origin().contains("custom"),
                    capture.extent().origin());
        });
        assertTrue(heard.contains("the box is a guess"), heard);
    }

    @Test
    void transparencyMayLieBesideTheImage() {
        noise(8, 8, 3, 1).writePng(folder.resolve("train/r_1.png"));
        byte[] alpha = new byte[192];
        alpha[3] = (byte) 255;
        alpha[6] = (byte) 188;
        new Image(8, 8, 3, alpha).writePng(folder.resolve("train/r_1.alpha.png"));
        byte[] pixels = read(folder).train().get(1).image().pixels();
        assertEquals(0, pixels[3]);
        assertEquals(255, pixels[7] & 255);
        assertEquals(128, pixels[11] & 255, 1);
    }

    @Test
    void aabbScaleWidensTheBox() {
        train("{\"camera_angle_x\": %s, \"aabb_scale\": 2, \"frames\": [%s]}"
                .formatted(ANGLE, frame("./train/r_0", 1, 2, 3, "")));
        assertEquals(1 / 0.33, read(folder).box().maxX(), 1e-6);
    }

    @Test
    void photographsThatTeachNothingAreRefused() {
        for (int i = 0; i < 2; i++) {
            new Image(8, 8, 4, new byte[256]).writePng(folder.resolve("train/r_" + i + ".png"));
        }
        refused(folder, "transparent", "train/r_0");
        for (int i = 0; i < 2; i++) {
            byte[] grey = new byte[192];
            java.util.Arrays.fill(grey, (byte) 77);
            new Image(8, 8, 3, grey).writePng(folder.resolve("train/r_" + i + ".png"));
        }
        noise(8, 8, 3, 7).writePng(folder.resolve("test/r_0.png"));
        refused(folder, "one colour");
    }

    @Test
    void matricesThatAreNoRotationsBecomeTheNearestAndMirroredOnesAreRefused() {
        String stretched = "{\"file_path\": \"./train/r_0\", \"transform_matrix\":"
                + " [[0,-0.5,0,0],[0.7,0,0,0],[0,0,1,5],[0,0,0,1]]}";
        train(transforms(stretched));
        float[] expected = {0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 5};
        assertArrayEquals(
                expected, read(folder).train().getFirst().camera().pose().rowMajor3x4(), 1e-6f);
        train(transforms(stretched.replace("-0.5", "0.5")));
        refused(folder, "train/r_0", "mirrored");
    }

    @Test
    void unusableTransformsAreNamed() {
        train("{\"camera_angle_x\": 0.7, \"frames\": [");
        refused(
                folder,
                "transforms_train.json",
                "not valid JSON: Unexpected end-of-input: expected close marker for Array (line 1");
        train("[]");
        refused(folder, "transforms_train.json", "object");
        train(transforms(""));
        refused(folder, "transforms_train.json", "no frames");
        train("{\"camera_angle_x\": 0.7}");
        refused(folder, "transforms_train.json", "frames");
        train("{\"frames\": [" + frame("./train/r_0", 1, 2, 3, "") + "]}");
        refused(folder, "transforms_train.json", "camera_angle_x");
        train("{\"camera_angle_x\": 3.5, \"frames\": [" + frame("./train/r_0", 1, 2, 3, "") + "]}");
        refused(folder, "transforms_train.json", "camera_angle_x", "3.5");
        train("{\"camera_angle_x\": \"wide\", \"frames\": [" + frame("./train/r_0", 1, 2, 3, "") + "]}");
        refused(folder, "transforms_train.json", "camera_angle_x", "wide");
        train("{\"camera_angle_x\": 0.7, \"frames\": [{}]}");
        refused(folder, "transforms_train.json", "Frame 0", "file_path");
    }

    @Test
    void unusablePosesAreNamed() {
        train(transforms("{\"file_path\": \"./train/r_0\"}"));
        refused(folder, "transforms_train.json", "train/r_0", "transform_matrix", "missing");
        train(transforms(frame("./train/r_0", Double.NaN, 2, 3, "")));
        refused(folder, "transforms_train.json", "train/r_0", "transform_matrix", "finite");
        train(transforms("{\"file_path\": \"./train/r_0\", \"transform_matrix\": [[1,0,0],[0,1,0],[0,0,1]]}"));
        refused(folder, "transforms_train.json", "train/r_0", "4x4");
        train(transforms("{\"file_path\": \"./train/r_0\", \"transform_matrix\":"
                + " [[0,0,0,1],[0,0,0,1],[0,0,0,1],[0,0,0,1]]}"));
        refused(folder, "train/r_0", "invertible");
    }
}
