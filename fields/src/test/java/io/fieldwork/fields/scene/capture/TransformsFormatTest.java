package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.frame;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.read;
import static io.fieldwork.fields.scene.capture.SceneFiles.refused;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformsFormatTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeImages() {
        for (int i = 0; i < 4; i++) {
            noise(10, 6, 3, i).writePng(folder.resolve("images/" + i + ".png"));
        }
    }

    private void transforms(String keys, String... frames) {
        write(folder.resolve("transforms.json"), "{%s \"frames\": [%s]}".formatted(keys, String.join(",", frames)));
    }

    private static List<String> names(List<Photo> photos) {
        return photos.stream().map(Photo::name).toList();
    }

    private static List<Photo> all(Capture capture) {
        return Stream.of(capture.train(), capture.validation(), capture.test())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void instantNgpKeepsItsUnitCube() {
        String keys = "\"fl_x\": 12, \"fl_y\": 13, \"cx\": 4, \"cy\": 2.5, \"w\": 10, \"h\": 6, \"k1\": 0.01,"
                + " \"k2\": -0.002, \"p1\": 0.0003, \"p2\": 0.0004, \"aabb_scale\": 4,";
        transforms(keys, frame("images/1", 2, 0, 1, ""), frame("images/0", -3, 1, 0, ""));
        Capture capture = read(folder);
        assertEquals(List.of("images/0"), names(capture.test()));
        assertEquals(List.of("images/1"), names(capture.train()));
        assertEquals(Box.cube(2), capture.box());
        assertArrayEquals(
                new float[] {0.66f, 0, 0.33f},
                capture.train().getFirst().camera().pose().position(),
                1e-6f);
        assertEquals(
                new Intrinsics(10, 6, 12, 13, 4, 2.5, Distortion.openCv(0.01, -0.002, 0, 0.0003, 0.0004)),
                capture.train().getFirst().camera().intrinsics());
        assertArrayEquals(new double[] {2, 0, 1}, capture.transform().toWorld(0.66, 0, 0.33), 1e-9);
    }

    @Test
    void instantNgpScaleOffsetAndBoxComeFromTheFile() {
        transforms(
                "\"x_fov\": 90, \"scale\": 0.5, \"offset\": [0.5, 0.6, 0.7], \"aabb\": [[0, 0, 0], [1, 1, 2]],",
                frame("images/0.png", 1, 2, 3, ""));
        Capture capture = read(folder);
        assertArrayEquals(
                new float[] {0.5f, 1.1f, 1.7f},
                capture.train().getFirst().camera().pose().position(),
                1e-6f);
        assertEquals(new Box(-0.5f, -0.5f, -0.5f, 0.5f, 0.5f, 1.5f), capture.box());
        assertEquals(5, capture.train().getFirst().camera().intrinsics().fx(), 1e-9);
    }

    @Test
    void nerfstudioCamerasAreTurnedCentredAndScaled() {
        // Up is the world's +y here, and must become +z.
        transforms(
                "\"fl_x\": 12,",
                frame("images/0.png", 4, 1, 0, ""),
                frame("images/1.png", -4, 1, 0, ""),
                frame("images/2.png", 0, 1, 2, ""),
                frame("images/3.png", 0, 1, -2, ""));
        Capture capture = read(folder);
        assertEquals(Box.cube(1), capture.box());
        double[] mean = new double[3];
        double reach = 0;
        for (Photo photo : all(capture)) {
            float[] position = photo.camera().pose().position();
            float[] rows = photo.camera().pose().rowMajor3x4();
            assertArrayEquals(new float[] {0, 0, 1}, new float[] {rows[1], rows[5], rows[9]}, 1e-6f);
            for (int i = 0; i < 3; i++) {
                mean[i] += position[i] / 4;
                reach = Math.max(reach, Math.abs(position[i]));
            }
        }
        assertArrayEquals(new double[3], mean, 1e-7);
        assertEquals(1, reach, 1e-7);
        assertEquals(0.25, capture.transform().scale(), 1e-12);
        float[] first = capture.test().getFirst().camera().pose().position();
        assertArrayEquals(new double[] {4, 1, 0}, capture.transform().toWorld(first[0], first[1], first[2]), 1e-6);
    }

    @Test
    void appliedTransformIsUndoneOnTheWayBack() {
        String applied = "\"applied_transform\": [[0,1,0,1],[1,0,0,2],[0,0,-1,3]], \"applied_scale\": 2,";
        transforms(
                "\"fl_x\": 12, \"orientation_override\": \"none\", " + applied,
                frame("images/0.png", 4, 1, 0, ""),
                frame("images/1.png", -4, 1, 0, ""));
        Capture capture = read(folder);
        float[] first = capture.test().getFirst().camera().pose().position();
        assertArrayEquals(new float[] {1, 0, 0}, first, 1e-6f);
        float[] rows = capture.test().getFirst().camera().pose().rowMajor3x4();
        assertArrayEquals(new float[] {1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0}, rows, 1e-6f);
        // 2 (A p + b) = (4, 1, 0) gives A p = (2-1, 0.5-2, 0-3), and A swaps x with y and negates z.
        assertArrayEquals(new double[] {-1.5, 1, 3}, capture.transform().toWorld(first[0], first[1], first[2]), 1e-6);
    }

    @Test
    void nerfstudioSplitsAndFramesSpeakForThemselves() {
        String own = "\"fl_x\": 20, \"fl_y\": 21, \"cx\": 5, \"cy\": 3, \"k1\": 0.1, \"k4\": 0.01,"
                + " \"camera_model\": \"OPENCV_FISHEYE\",";
        transforms(
                "\"fl_x\": 12, \"w\": 20, \"h\": 12, \"train_filenames\": [\"images/2.png\", \"./images/0.png\"],"
                        + " \"val_filenames\": [\"images/1.png\"], \"test_filenames\": [\"images/3.png\"],",
                frame("images/0.png", 4, 1, 0, ""),
                frame("images/1.png", -4, 1, 0, own),
                frame("./images/2.png", 0, 1, 2, ""),
                frame("images/3.png", 0, 1, -2, ""));
        Capture capture = read(folder);
        assertEquals(List.of("images/0.png", "images/2.png"), names(capture.train()));
        assertEquals(List.of("images/1.png"), names(capture.validation()));
        assertEquals(List.of("images/3.png"), names(capture.test()));
        assertEquals(6, capture.train().getFirst().camera().intrinsics().fx(), 1e-12);
        Intrinsics inside = capture.validation().getFirst().camera().intrinsics();
        assertEquals(new Intrinsics(10, 6, 10, 10.5, 2.5, 1.5, Distortion.fisheye(0.1, 0, 0, 0.01)), inside);
    }

    @Test
    void everyEighthPhotoIsHeldOutByDefault() {
        String[] frames = new String[17];
        for (int i = 0; i < frames.length; i++) {
            String name = "images/f%02d".formatted(i);
            noise(10, 6, 3, i).writePng(folder.resolve(name + ".png"));
            frames[i] = frame(name, i, 0, 0, "");
        }
        transforms("\"fl_x\": 12,", frames);
        Capture capture = read(folder);
        assertEquals(List.of("images/f00", "images/f08", "images/f16"), names(capture.test()));
        SceneOptions none =
                SceneOptionsBuilder.builder().path(folder.toString()).holdout(0).build();
        assertEquals(17, Captures.read(none, Path.of("")).train().size());
    }

    @Test
    void mistakesAreNamed() {
        transforms("\"aabb_scale\": 1,", frame("images/0", 1, 2, 3, ""));
        refused(folder, "transforms.json", "field of view", "images/0");
        transforms("\"w\": 10, \"h\": 6,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "transforms.json", "field of view");
        transforms("\"fl_x\": 5,");
        refused(folder, "transforms.json", "no frames");
        transforms("\"fl_x\": 5, \"camera_model\": \"EQUIRECTANGULAR\",", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "EQUIRECTANGULAR");
        transforms("\"fl_x\": 5, \"k4\": 0.1,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "k4", "images/0.png");
        transforms("\"fl_x\": 5, \"w\": 10, \"h\": 10,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "images/0.png", "10x6", "10x10");
        transforms("\"fl_x\": 5, \"train_filenames\": [\"images/9.png\"],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "train_filenames", "images/9.png");
        transforms("\"fl_x\": 5, \"orientation_override\": \"pca\",", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "orientation_override", "pca");
        transforms("\"fl_x\": 5, \"k1\": -3,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "images/0.png", "distortion");
        transforms("\"fl_x\": 5, \"aabb\": [[0, 0], [1, 1]],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "aabb", "transforms.json");
        transforms("\"fl_x\": 5, \"applied_transform\": [[1, 0]],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "applied_transform");
        transforms("\"fl_x\": 5,", frame("images/nothing", 1, 2, 3, ""));
        refused(folder, "images/nothing", "does not exist");
    }
}
