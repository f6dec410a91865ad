package io.fieldwork.fields.scene.capture;

import static io.fieldwork.fields.scene.capture.SceneFiles.noise;
import static io.fieldwork.fields.scene.capture.SceneFiles.read;
import static io.fieldwork.fields.scene.capture.SceneFiles.refused;
import static io.fieldwork.fields.scene.capture.SceneFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Distortion.Model;
import io.fieldwork.fields.volume.Intrinsics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColmapFormatTest {
    private static final double S = Math.sqrt(0.5);
    private static final int[] CAMERAS = {3, 9};
    private static final String[] NAMES = {"b é.png", "a.png"};
    /** A quarter turn around x, and a general rotation. */
    private static final double[][] ROTATIONS = {{S, S, 0, 0}, {0.5, -0.5, 0.5, 0.5}};

    private static final double[][] TRANSLATIONS = {{1, 2, 3}, {-4, 5, 0.5}};

    @TempDir
    Path folder;

    private double[][] points(int count) {
        Random random = new Random(4);
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++) {
            points[i] = new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        }
        return points;
    }

    private void writeImages(Path root) {
        for (int i = 0; i < 2; i++) {
            noise(10, 6, 3, i).writePng(root.resolve("images").resolve(NAMES[i]));
        }
    }

    private void writeText(Path root, double[][] points) {
        Path model = root.resolve("sparse/0");
        write(
                model.resolve("cameras.txt"),
                "# Camera list\n3 OPENCV 10 6 12 13 5 3 0.01 0.02 0.001 0.002\n\n9 SIMPLE_RADIAL 20 12 24 10 6 0.05\n");
        StringBuilder images = new StringBuilder("# Image list\n");
        for (int i = 0; i < 2; i++) {
            images.append(i + 1);
            Arrays.stream(ROTATIONS[i]).forEach(v -> images.append(' ').append(v));
            Arrays.stream(TRANSLATIONS[i]).forEach(v -> images.append(' ').append(v));
            images.append(' ').append(CAMERAS[i]).append(' ').append(NAMES[i]);
            images.append(i == 0 ? "\n\n" : "\n1.5 2.5 -1 3.5 4.5 2\n");
        }
        write(model.resolve("images.txt"), images.toString());
        StringBuilder lines = new StringBuilder();
        for (double[] p : points) {
            lines.append("1 %s %s %s 255 0 0 0.5 1 0 2 0\n".formatted(p[0], p[1], p[2]));
        }
        write(model.resolve("points3D.txt"), lines.toString());
    }

    private void writeBinary(Path root, double[][] points) throws IOException {
        Path model = Files.createDirectories(root.resolve("sparse"));
        ByteBuffer cameras = buffer().putLong(2);
        cameras.putInt(3).putInt(4).putLong(10).putLong(6);
        doubles(cameras, 12, 13, 5, 3, 0.01, 0.02, 0.001, 0.002);
        cameras.putInt(9).putInt(2).putLong(20).putLong(12);
        doubles(cameras, 24, 10, 6, 0.05);
        save(model.resolve("cameras.bin"), cameras);
        ByteBuffer images = buffer().putLong(2);
        for (int i = 0; i < 2; i++) {
            images.putInt(i + 1);
            doubles(images, ROTATIONS[i]);
            doubles(images, TRANSLATIONS[i]);
            images.putInt(CAMERAS[i])
                    .put(NAMES[i].getBytes(StandardCharsets.UTF_8))
                    .put((byte) 0);
            images.putLong(i);
            if (i == 1) {
                images.putDouble(1.5).putDouble(2.5).putLong(-1);
            }
        }
        save(model.resolve("images.bin"), images);
        ByteBuffer sparse = buffer().putLong(points.length);
        for (double[] p : points) {
            sparse.putLong(1);
            doubles(sparse, p);
            sparse.put(new byte[] {-1, 0, 0})
                    .putDouble(0.5)
                    .putLong(1)
                    .putInt(1)
                    .putInt(0);
        }
        save(model.resolve("points3D.bin"), sparse);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void doubles(ByteBuffer buffer, double... values) {
        Arrays.stream(values).forEach(buffer::putDouble);
    }

    private static void save(Path file, ByteBuffer buffer) throws IOException {
        Files.write(file, Arrays.copyOf(buffer.array(), buffer.position()));
    }

    @Test
    void textGivesTheHandComputedCameras() {
        writeText(folder, points(0));
        ColmapModel model = ColmapText.read(folder.resolve("sparse/0"));
        // R = rotation by +90 degrees around x: y -> z, z -> -y. Centre -R^T t = -(1, 3, -2).
        // Columns of R^T with y and z negated: (1,0,0), -(0,0,-1), -(0,1,0).
        assertArrayEquals(
                new double[] {1, 0, 0, -1, 0, 0, -1, -3, 0, 1, 0, 2},
                model.views.getFirst().pose(),
                1e-12);
        assertEquals(
                new Intrinsics(10, 6, 12, 13, 5, 3, Distortion.openCv(0.01, 0.02, 0, 0.001, 0.002)),
                model.cameras.get(3));
        assertEquals(new Intrinsics(20, 12, 24, 24, 10, 6, Distortion.openCv(0.05, 0, 0, 0, 0)), model.cameras.get(9));
    }

    @Test
    void worldPointsAppearWhereColmapProjectsThem() {
        writeText(folder, points(0));
        ColmapModel model = ColmapText.read(folder.resolve("sparse/0"));
        double[] q = ROTATIONS[1];
        double[] p = {0.3, -0.7, 2};
        // q p q* by the vector formula p + 2 w (v x p) + 2 v x (v x p).
        double[] once = cross(q[1], q[2], q[3], p);
        double[] twice = cross(q[1], q[2], q[3], once);
        double[] inCamera = new double[3];
        for (int i = 0; i < 3; i++) {
            inCamera[i] = p[i] + 2 * q[0] * once[i] + 2 * twice[i] + TRANSLATIONS[1][i];
        }
        double[] m = model.views.get(1).pose();
        for (int axis = 0; axis < 3; axis++) {
            double along = 0;
            for (int i = 0; i < 3; i++) {
                along += m[4 * i + axis] * (p[i] - m[4 * i + 3]);
            }
            assertEquals(axis == 0 ? inCamera[0] : -inCamera[axis], along, 1e-12);
        }
    }

    private static double[] cross(double x, double y, double z, double[] b) {
        return new double[] {y * b[2] - z * b[1], z * b[0] - x * b[2], x * b[1] - y * b[0]};
    }

    @ParameterizedTest
    @CsvSource({"0", "300"})
    void textAndBinaryGiveTheSameCapture(int pointCount) throws IOException {
        Path text = folder.resolve("text");
        Path binary = folder.resolve("binary");
        writeImages(text);
        writeImages(binary);
        writeText(text, points(pointCount));
        writeBinary(binary, points(pointCount));
        Capture a = read(text);
        Capture b = read(binary);
        assertEquals("a.png", a.test().getFirst().name());
        assertEquals("b é.png", b.train().getFirst().name());
        assertEquals(a.box(), b.box());
        assertEquals(a.test().getFirst().camera(), b.test().getFirst().camera());
        assertEquals(a.train().getFirst().camera(), b.train().getFirst().camera());
        assertEquals(
                new Intrinsics(10, 6, 12, 12, 5, 3, Distortion.openCv(0.05, 0, 0, 0, 0)),
                a.test().getFirst().camera().intrinsics());
        float[] position = a.train().getFirst().camera().pose().position();
        assertArrayEquals(new double[] {-1, -3, 2}, a.transform().toWorld(position[0], position[1], position[2]), 1e-5);
    }

    @Test
    void theBoxHoldsTheBulkOfThePointsButNoOutlier() {
        writeImages(folder);
        double[][] points = points(400);
        points[17] = new double[] {1e5, -1e5, 1e5};
        writeText(folder, points);
        Capture capture = read(folder);
        int inside = 0;
        for (double[] point : points) {
            double[] p = capture.transform().fromWorld(point);
            boolean in = true;
            for (int i = 0; i < 3; i++) {
                in &= p[i] >= capture.box().min()[i]
                        && p[i] <= capture.box().min()[i] + capture.box().size()[i];
            }
            inside += in ? 1 : 0;
        }
        assertEquals(396, inside, 4);
        assertEquals(
                5.5 * capture.transform().scale(),
                capture.box().longest(),
                2 * capture.transform().scale());
    }

    @Test
    void imagesThatAScaleLeavesNothingOfAreRefused() {
        writeImages(folder);
        writeText(folder, points(0));
        SceneOptions dust = SceneOptionsBuilder.builder()
                .path(folder.toString())
                .imageScale(1e-9)
                .build();
        UserError error = assertThrows(UserError.class, () -> Captures.read(dust, Path.of("")));
        assertTrue(error.getMessage().contains("scene.imageScale 1.0E-9"), error.getMessage());
        assertTrue(error.getMessage().contains("10x6, as small as 1x1"), error.getMessage());
    }

    @Test
    void linesOfObservationsMayBeLeftOut() throws IOException {
        writeImages(folder);
        writeText(folder, points(0));
        Path images = folder.resolve("sparse/0/images.txt");
        List<String> lines = Files.readAllLines(images).stream()
                .filter(line -> line.endsWith("png"))
                .toList();
        Files.write(images, lines);
        assertEquals(2, ColmapText.read(folder.resolve("sparse/0")).views.size());
    }

    /** An editor's mark, names in Latin-1, and observations that are no numbers. */
    @Test
    void textOfOtherProgramsIsRead() throws IOException {
        writeImages(folder);
        writeText(folder, points(0));
        Path cameras = folder.resolve("sparse/0/cameras.txt");
        write(cameras, "\uFEFF" + Files.readString(cameras).replaceFirst("#.*\n", ""));
        Path images = folder.resolve("sparse/0/images.txt");
        String text = Files.readString(images).replace("1.5 2.5 -1", "nan -inf -1");
        Files.writeString(images, text, StandardCharsets.ISO_8859_1);
        Capture capture = read(folder);
        assertEquals(
                List.of("b é.png"), capture.train().stream().map(Photo::name).toList());
        assertEquals(1, capture.test().size());
    }

    @Test
    void ofSeveralModelsTheLargestIsTaken() throws IOException {
        writeImages(folder);
        writeText(folder, points(0));
        Path other = Files.createDirectories(folder.resolve("sparse/1"));
        for (String name : List.of("cameras.txt", "images.txt")) {
            Files.copy(folder.resolve("sparse/0").resolve(name), other.resolve(name));
        }
        Path smaller = folder.resolve("sparse/0/images.txt");
        Files.write(smaller, Files.readAllLines(smaller).subList(0, 2));
        Capture capture = read(folder);
        assertEquals(2, capture.train().size() + capture.test().size());
    }

    @Test
    void imagesMayBeElsewhere() throws IOException {
        writeImages(folder);
        writeText(folder, points(0));
        Files.move(folder.resolve("images"), folder.resolve("images_4"));
        assertEquals(1, read(folder).train().size());
        Files.createDirectories(folder.resolve("images_8"));
        refused(folder, "scene.images", "images_4");
        write(folder.resolve("images"), "../" + folder.getFileName() + "/images_4\n");
        assertEquals(1, read(folder).train().size());
    }

    @Test
    void masksLieInAFolderOfTheirOwn() {
        writeImages(folder);
        writeText(folder, points(0));
        byte[] mask = new byte[180];
        Arrays.fill(mask, 0, 90, (byte) 255);
        new Image(10, 6, 3, mask).writePng(folder.resolve("masks/b é.png.png"));
        assertEquals(30, read(folder).train().getFirst().visible().length);
    }

    @Test
    void everySupportedModelIsUnderstood() {
        Path file = Path.of("cameras.txt");
        ColmapModel model = new ColmapModel();
        double[] p = {100, 101, 102, 103, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};
        for (int number : new int[] {0, 1, 2, 3, 4, 5, 6, 8, 9}) {
            model.addCamera(number, number, 200, 200, p, file);
        }
        assertEquals(new Intrinsics(200, 200, 100, 100, 101, 102, Distortion.none()), model.cameras.get(0));
        assertEquals(new Intrinsics(200, 200, 100, 101, 102, 103, Distortion.none()), model.cameras.get(1));
        assertEquals(Distortion.openCv(103, 0, 0, 0, 0), model.cameras.get(2).distortion());
        assertEquals(Distortion.openCv(103, 0.1, 0, 0, 0), model.cameras.get(3).distortion());
        assertEquals(101, model.cameras.get(3).cx());
        assertEquals(
                Distortion.openCv(0.1, 0.2, 0, 0.3, 0.4), model.cameras.get(4).distortion());
        assertEquals(
                Distortion.fisheye(0.1, 0.2, 0.3, 0.4), model.cameras.get(5).distortion());
        assertEquals(
                new Distortion(Model.OPENCV, 0.1, 0.2, 0.5, 0.6, 0.7, 0.8, 0.3, 0.4),
                model.cameras.get(6).distortion());
        assertEquals(102, model.cameras.get(6).cx());
        assertEquals(Distortion.fisheye(103, 0, 0, 0), model.cameras.get(8).distortion());
        assertEquals(Distortion.fisheye(103, 0.1, 0, 0), model.cameras.get(9).distortion());
        assertEquals(
                new Intrinsics(200, 200, 100, 100, 101, 102, Distortion.fisheye(103, 0.1, 0, 0)), model.cameras.get(9));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        writeImages(folder);
        writeText(folder, points(0));
        Path cameras = folder.resolve("sparse/0/cameras.txt");
        String good = Files.readString(cameras);
        write(cameras, "3 THIN_PRISM_FISHEYE 10 6 1 1 1 1 1 1 1 1 1 1 1 1\n");
        refused(folder, "THIN_PRISM_FISHEYE", NAMES[0], "images.txt");
        write(cameras, "3 FOV 10 6 1 1 1 1 1\n");
        refused(folder, "FOV", NAMES[0], "images.txt");
        write(cameras, good + "5 FOV 10 6 1 1 1 1 1\n");
        assertEquals(1, read(folder).train().size(), "no photograph is of it");
        write(cameras, "3 PINHOLE 10 6 1 1\n");
        refused(folder, "Line 1", "cameras.txt", "PINHOLE");
        write(cameras, "4 PINHOLE 10 6 1 1 1 1\n");
        refused(folder, NAMES[0], "camera 3", "images.txt");
        write(cameras, good);
        Files.delete(folder.resolve("images/a.png"));
        assertEquals("b é.png", read(folder).train().getFirst().name());
        Files.delete(folder.resolve("images").resolve(NAMES[0]));
        refused(folder, "a.png", "does not exist");
        write(folder.resolve("sparse/0/images.txt"), "# none\n");
        refused(folder, "no frames");
        Files.delete(folder.resolve("sparse/0/images.txt"));
        refused(folder, "images.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "cameras.txt, has images.txt but no cameras.txt",
        "images.txt, has cameras.txt but no images.txt",
        "cameras.bin, has images.bin but no cameras.bin",
        "images.bin, has cameras.bin but no images.bin",
    })
    void whatIsMissingOfAModelIsNamed(String missing, String expected) throws IOException {
        writeImages(folder);
        boolean text = missing.endsWith("txt");
        if (text) {
            writeText(folder, points(20));
        } else {
            writeBinary(folder, points(20));
        }
        Path model = folder.resolve(text ? "sparse/0" : "sparse");
        Files.delete(model.resolve(missing));
        refused(folder, model.toString(), expected);
    }

    @Test
    void aWholeModelIsTakenRatherThanAPartOfOne() throws IOException {
        writeImages(folder);
        writeText(folder, points(20));
        write(folder.resolve("sparse/0/cameras.bin"), "left over");
        write(folder.resolve("sparse/1/images.bin"), "of an interrupted run");
        assertEquals(2, read(folder).train().size() + read(folder).test().size());
        Files.delete(folder.resolve("sparse/0/points3D.txt"));
        assertTrue(read(folder).extent().origin().contains("what the cameras look at"));
    }

    @Test
    void truncatedBinariesAreNamed() throws IOException {
        writeImages(folder);
        writeBinary(folder, points(20));
        for (String name : new String[] {"points3D.bin", "images.bin", "cameras.bin"}) {
            Path file = folder.resolve("sparse").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
            refused(folder, file.toString(), "truncated");
            Files.write(file, new byte[0]);
            refused(folder, file.toString(), "truncated");
            Files.write(file, bytes);
        }
    }
}
