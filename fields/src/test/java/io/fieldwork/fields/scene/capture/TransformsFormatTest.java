package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.all;
import static io.fieldwork.fields.scene.capture.SceneFiles.frame;
import static io.fieldwork.fields.scene.capture.SceneFiles.looking;
import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.read;
import static io.fieldwork.fields.scene.capture.SceneFiles.refused;
import static io.fieldwork.fields.scene.capture.SceneFiles.ring;
import static io.fieldwork.fields.scene.capture.SceneFiles.transforms;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformsFormatTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeImages() {
        SceneFiles.images(folder);
    }

    private static List<String> names(List<Photo> photos) {
        return photos.stream().map(Photo::name).toList();
    }

    @Test
    void instantNgpKeepsItsUnitCube() {
        String keys = "\"fl_x\": 12, \"fl_y\": 13, \"cx\": 4, \"cy\": 2.5, \"w\": 10, \"h\": 6, \"k1\": 0.01,"
                + " \"k2\": -0.002, \"p1\": 0.0003, \"p2\": 0.0004, \"aabb_scale\": 4,";
        transforms(folder, keys, frame("images/1", 2, 0, 1, ""), frame("images/0", -3, 1, 0, ""));
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
    void instantNgpScaleAndOffsetComeFromTheFile() {
        transforms(
                folder,
                "\"x_fov\": 90, \"scale\": 0.5, \"offset\": [0.5, 0.1, -0.7],",
                frame("images/0.png", 1, 0, 3, ""));
        Capture capture = read(folder);
        assertArrayEquals(
                new float[] {0.5f, -0.4f, 0.3f},
                capture.train().getFirst().camera().pose().position(),
                1e-6f);
        assertEquals(Box.cube(0.5f), capture.box());
        assertEquals(5, capture.train().getFirst().camera().intrinsics().fx(), 1e-9);
    }

    @Test
    void instantNgpCornersAreWorldCoordinates() {
        transforms(folder, "\"x_fov\": 90, \"aabb\": [[10, 1, 2], [11, 0, 4]],", frame("images/0.png", 11, 1, 6, ""));
        Capture capture = read(folder);
        assertEquals(new Box(-0.25f, -0.25f, -0.5f, 0.25f, 0.25f, 0.5f), capture.box());
        assertArrayEquals(new double[] {10, 0, 2}, capture.transform().toWorld(-0.25, -0.25, -0.5), 1e-9);
        SceneOptions larger =
                SceneOptionsBuilder.builder().path(folder.toString()).scale(2.0).build();
        capture = Captures.read(larger, Path.of(""));
        assertEquals(new Box(-1, -1, -2, 1, 1, 2), capture.box());
        assertArrayEquals(new double[] {10, 0, 2}, capture.transform().toWorld(-1, -1, -2), 1e-9);
    }

    @Test
    void mitsubaCamerasLookAlongTheirThirdAxis() {
        transforms(
                folder,
                "\"x_fov\": 90, \"normal_mts_args\": true, \"aabb_scale\": 4,",
                frame("images/0.png", 0, 0, -2, ""));
        float[] ahead = SceneFiles.direction(read(folder).train().getFirst().camera(), 5, 3);
        assertArrayEquals(new float[] {0, 0, 1}, ahead, 1e-6f);
    }

    @Test
    void wholeNumbersAreNoCoordinatesOfBinaryPoints() {
        write(
                folder.resolve("cloud.ply"),
                "ply\nformat binary_little_endian 1.0\nelement vertex 1\nproperty int x\nproperty float y\n"
                        + "property float z\nend_header\n000011112222");
        transforms(folder, "\"fl_x\": 12, \"ply_file_path\": \"cloud.ply\",", ring(new float[3], 12, 3));
        refused(folder, "cloud.ply", "coordinates of the type int");
    }

    @Test
    void masksHidePixelsBlackOnesOrThoseOfDynamicMasks() {
        byte[] white = new byte[180];
        java.util.Arrays.fill(white, (byte) 255);
        white[0] = white[1] = white[2] = 0;
        new Image(10, 6, 3, white).writePng(folder.resolve("masks/m.png"));
        byte[] black = new byte[180];
        black[179] = 9;
        new Image(10, 6, 3, black).writePng(folder.resolve("images/dynamic_mask_1.png"));
        transforms(
                folder,
                "\"fl_x\": 12, \"train_filenames\": [\"images/0.png\", \"images/1.png\"],",
                frame("images/0.png", 0, 0, 0, "\"mask_path\": \"masks/m.png\","),
                frame("images/1.png", 1, 0, 0, ""));
        List<Photo> photos = read(folder).train();
        assertEquals("{0}", String.valueOf(photos.getFirst().hidden()));
        assertEquals("{59}", String.valueOf(photos.get(1).hidden()));
        assertEquals(59, photos.get(1).visible().length);
    }

    @Test
    void inMasksOfJpegTheDarkHalfIsHidden() throws IOException {
        BufferedImage mask = new BufferedImage(10, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 60; i++) {
            mask.getRaster().setSample(i % 10, i / 10, 0, i % 10 < 4 ? 9 : 240);
        }
        Files.createDirectories(folder.resolve("masks"));
        ImageIO.write(mask, "jpg", folder.resolve("masks/m.jpg").toFile());
        transforms(folder, "\"fl_x\": 12,", frame("images/0.png", 0, 0, 0, "\"mask_path\": \"masks/m.jpg\","));
        assertEquals(36, all(read(folder)).getFirst().visible().length);
    }

    @Test
    void namesMeanFilesWithOtherCapitalsAndWithoutEndings() throws IOException {
        Files.move(folder.resolve("images/0.png"), folder.resolve("images/Left.PNG"));
        Files.move(folder.resolve("images/1.png"), folder.resolve("images/IMG.Png"));
        transforms(
                folder,
                "\"fl_x\": 12,",
                frame("images/left", 0, 0, 0, ""),
                frame(".\\\\images\\\\img.png", 1, 0, 0, ""),
                frame("images/2", 2, 0, 0, ""));
        assertEquals(3, all(read(folder)).size());
    }

    @Test
    void aCameraWithoutAFinitePoseIsLeftOut() {
        transforms(
                folder,
                "\"fl_x\": 12,",
                frame("images/0.png", 0, 0, 0, ""),
                frame("images/1.png", Double.NaN, 0, 0, ""),
                frame("images/2.png", 2, 0, 0, ""));
        assertEquals(
                List.of("images/0.png", "images/2.png"),
                names(all(read(folder))).stream().sorted().toList());
    }

    @Test
    void threeRowsOfAMatrixAreEnough() {
        String rows = "[[1,0,0,2],[0,1,0,0],[0,0,1,1]]";
        transforms(
                folder,
                "\"fl_x\": 12, \"aabb_scale\": 4,",
                frame("images/0.png", 2, 0, 1, ""),
                "{\"file_path\": \"images/1.png\", \"transform_matrix\": %s}".formatted(rows));
        Capture capture = read(folder);
        assertEquals(
                capture.test().getFirst().camera(), capture.train().getFirst().camera());
    }

    @Test
    void aFolderOfImagesOfAnotherSizeIsNamed() throws IOException {
        Files.move(folder.resolve("images"), folder.resolve("images_2"));
        transforms(folder, "\"fl_x\": 12,", frame("images/0.png", 0, 0, 0, ""));
        refused(folder, "images/0.png", "scene.images: images_2");
    }

    @Test
    void aBoxThatIsADotInTheImagesIsRefused() {
        String[] frames = new String[4];
        for (int i = 0; i < 4; i++) {
            float[] eye = {(float) (4000 * Math.cos(i)), 900, (float) (4000 * Math.sin(i))};
            frames[i] = looking("images/" + i + ".png", eye, new float[3], "");
        }
        transforms(folder, "\"fl_x\": 12, \"aabb_scale\": 2,", frames);
        refused(folder, "aabb_scale", "of the width of the images", "scene.scale");
        transforms(folder, "\"fl_x\": 12,", frames);
        assertEquals(3, read(folder).train().size(), "without a statement the cameras decide");
    }

    @Test
    void photographsOnTheirSideAreTurnedIfTheCameraIsForThat() throws IOException {
        Path file = folder.resolve("images/side.jpg");
        BufferedImage picture = new BufferedImage(10, 6, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(3, 2, 0xFFFFFF);
        ImageIO.write(picture, "jpg", file.toFile());
        byte[] plain = Files.readAllBytes(file);
        byte[] exif = {
            -1, -31, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6,
            0, 0, 0, 0, 0, 0
        };
        byte[] tagged = new byte[plain.length + exif.length];
        System.arraycopy(plain, 0, tagged, 0, 2);
        System.arraycopy(exif, 0, tagged, 2, exif.length);
        System.arraycopy(plain, 2, tagged, 2 + exif.length, plain.length - 2);
        Files.write(file, tagged);
        String other = frame("images/0.png", 1, 0, 0, "\"w\": 10, \"h\": 6,");
        transforms(folder, "\"fl_x\": 12,", other, frame("images/side.jpg", 0, 0, 0, "\"w\": 6, \"h\": 10,"));
        assertEquals(6, all(read(folder)).getFirst().image().width());
        transforms(folder, "\"fl_x\": 12,", other, frame("images/side.jpg", 0, 0, 0, "\"w\": 10, \"h\": 6,"));
        assertEquals(10, all(read(folder)).getFirst().image().width());
    }

    @Test
    void theOrientationOfAPngImageLiesInAChunk() throws IOException {
        Path file = folder.resolve("images/side.png");
        noise(10, 6, 3, 3).writePng(file);
        byte[] plain = Files.readAllBytes(file);
        byte[] chunk = {
            0, 0, 0, 26, 'e', 'X', 'I', 'f', 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 18, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0,
            0, 0, 0, 1, 2, 3, 4
        };
        byte[] tagged = new byte[plain.length + chunk.length];
        System.arraycopy(plain, 0, tagged, 0, 33);
        System.arraycopy(chunk, 0, tagged, 33, chunk.length);
        System.arraycopy(plain, 33, tagged, 33 + chunk.length, plain.length - 33);
        Files.write(file, tagged);
        assertEquals(8, ImageFile.header(file).orientation());
        assertEquals(1, ImageFile.header(folder.resolve("images/0.png")).orientation());
        String other = frame("images/0.png", 1, 0, 0, "\"w\": 10, \"h\": 6,");
        transforms(folder, "\"fl_x\": 12,", other, frame("images/side.png", 0, 0, 0, "\"w\": 6, \"h\": 10,"));
        Image upright = all(read(folder)).getFirst().image();
        assertArrayEquals(noise(10, 6, 3, 3).turned(8).pixels(), upright.pixels());
    }

    @Test
    void photographsAndCamerasThatAreCopiesAreTold() {
        String same = frame("images/0.png", 1, 2, 3, "");
        transforms(folder, "\"fl_x\": 12,", same, same, same);
        String heard = SceneFiles.warned(() -> read(folder));
        assertTrue(heard.contains("The 3 frames of"), heard);
        assertTrue(heard.contains("only 1 different images"), heard);
        assertTrue(heard.contains("stand in one place and look one way"), heard);
        assertTrue(heard.contains("share 1 photographs"), heard);
        transforms(folder, "\"fl_x\": 12,", ring(new float[3], 4, 3));
        assertEquals("", SceneFiles.warned(() -> read(folder)));
    }

    @Test
    void anotherFolderOfImagesIsChosen() {
        noise(5, 3, 3, 9).writePng(folder.resolve("images_2/0.png"));
        transforms(folder, "\"fl_x\": 12, \"w\": 10, \"h\": 6,", frame("images/0.png", 0, 0, 0, ""));
        SceneOptions options = SceneOptionsBuilder.builder()
                .path(folder.toString())
                .images("images_2")
                .build();
        Photo photo = Captures.read(options, Path.of("")).train().getFirst();
        assertEquals(5, photo.image().width());
        assertEquals(6, photo.camera().intrinsics().fx(), 1e-12);
    }

    @Test
    void cornersBehindTheFoldOfALensAreHidden() {
        transforms(folder, "\"fl_x\": 12, \"k1\": -1,", frame("images/0.png", 0, 0, 0, ""));
        Photo photo = read(folder).train().getFirst();
        // x (1 - x^2) is largest, 0.385, at 0.577; the corner pixel's centre lies at |(4.5, 2.5)| / 12 = 0.429.
        assertTrue(photo.hidden() != null
                && photo.hidden().get(0)
                && !photo.hidden().get(35));
    }

    @Test
    void appliedTransformIsUndoneOnTheWayBack() {
        String applied = "\"applied_transform\": [[0,1,0,1],[1,0,0,2],[0,0,-1,3]], \"applied_scale\": 2,";
        transforms(
                folder,
                "\"fl_x\": 12, \"orientation_override\": \"none\", " + applied,
                frame("images/0.png", 4, 1, 0, ""),
                frame("images/1.png", -4, 1, 0, ""));
        Capture capture = read(folder);
        float[] first = capture.test().getFirst().camera().pose().position();
        // Nothing says how deep: eight times the distance of the cameras, 32, along the view, in a cube of as much.
        assertArrayEquals(new float[] {0.1875f, 0, 1.5f}, first, 1e-6f);
        float[] rows = capture.test().getFirst().camera().pose().rowMajor3x4();
        assertArrayEquals(new float[] {1, 0, 0, 0.1875f, 0, 1, 0, 0, 0, 0, 1, 1.5f}, rows, 1e-6f);
        // 2 (A p + b) = (4, 1, 0) gives A p = (2-1, 0.5-2, 0-3), and A swaps x with y and negates z.
        assertArrayEquals(new double[] {-1.5, 1, 3}, capture.transform().toWorld(first[0], first[1], first[2]), 1e-6);
    }

    @Test
    void nerfstudioSplitsAndFramesSpeakForThemselves() {
        String own = "\"fl_x\": 20, \"fl_y\": 21, \"cx\": 5, \"cy\": 3, \"k1\": 0.1, \"k4\": 0.01,"
                + " \"camera_model\": \"OPENCV_FISHEYE\",";
        transforms(
                folder,
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
        transforms(folder, "\"fl_x\": 12,", frames);
        Capture capture = read(folder);
        assertEquals(List.of("images/f00", "images/f08", "images/f16"), names(capture.test()));
        SceneOptions none =
                SceneOptionsBuilder.builder().path(folder.toString()).holdout(0).build();
        assertEquals(17, Captures.read(none, Path.of("")).train().size());
    }

    @Test
    void mistakesAreNamed() {
        transforms(folder, "\"aabb_scale\": 1,", frame("images/0", 1, 2, 3, ""));
        refused(folder, "transforms.json", "field of view", "images/0");
        transforms(folder, "\"w\": 10, \"h\": 6,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "transforms.json", "field of view");
        transforms(folder, "\"fl_x\": 5,");
        refused(folder, "transforms.json", "no frames");
        transforms(folder, "\"fl_x\": 5, \"camera_model\": \"EQUIRECTANGULAR\",", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "EQUIRECTANGULAR");
        transforms(folder, "\"fl_x\": 5, \"k4\": 0.1,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "k4", "images/0.png");
        transforms(folder, "\"fl_x\": 5, \"w\": 10, \"h\": 10,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "images/0.png", "10x6", "10x10");
        transforms(folder, "\"fl_x\": 5, \"train_filenames\": [\"images/9.png\"],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "train_filenames", "images/9.png");
        transforms(folder, "\"fl_x\": 5, \"orientation_override\": \"pca\",", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "orientation_override", "pca");
        transforms(folder, "\"fl_x\": 5, \"k1\": -3,", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "images/0.png", "distortion");
        transforms(folder, "\"fl_x\": 5, \"aabb\": [[0, 0], [1, 1]],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "aabb", "transforms.json");
        transforms(folder, "\"fl_x\": 5, \"applied_transform\": [[1, 0]],", frame("images/0.png", 1, 2, 3, ""));
        refused(folder, "applied_transform");
        transforms(folder, "\"fl_x\": 5,", frame("images/nothing", 1, 2, 3, ""));
        refused(folder, "images/nothing", "does not exist");
    }
}
