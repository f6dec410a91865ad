package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.scene.layout.Album;
import io.fieldwork.fields.scene.layout.Layout;
import io.fieldwork.fields.scene.layout.Picture;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Pose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tiny captures written by the tests, and what is said of them. */
public final class SceneFiles {
    private SceneFiles() {}

    static Image noise(int width, int height, int channels, long seed) {
        byte[] pixels = new byte[width * height * channels];
        new Random(seed).nextBytes(pixels);
        return new Image(width, height, channels, pixels);
    }

    /** A frame of a transforms file: an upright camera at (x, y, z). */
    static String frame(String name, double x, double y, double z, String more) {
        return "{\"file_path\": \"%s\", %s \"transform_matrix\": [[1,0,0,%s],[0,1,0,%s],[0,0,1,%s],[0,0,0,1]]}"
                .formatted(name, more, x, y, z);
    }

    /** A frame of a transforms file: a camera that looks from an eye at a target, y up. */
    static String looking(String name, float[] eye, float[] target, String more) {
        float[] m = Pose.lookAt(eye, target, new float[] {0, 1, 0}).rowMajor3x4();
        return "{\"file_path\": \"%s\", %s \"transform_matrix\": [%s,%s,%s,[0,0,0,1]]}"
                .formatted(name, more, row(m, 0), row(m, 4), row(m, 8));
    }

    private static String row(float[] m, int from) {
        return Arrays.toString(Arrays.copyOfRange(m, from, from + 4));
    }

    /** Frames of four cameras on a ring around a target, y up. */
    static String[] ring(float[] target, float radius, float height) {
        String[] frames = new String[4];
        for (int i = 0; i < frames.length; i++) {
            float x = target[0] + radius * (float) Math.cos(0.5 * Math.PI * i);
            float z = target[2] + radius * (float) Math.sin(0.5 * Math.PI * i);
            frames[i] = looking("images/" + i + ".png", new float[] {x, target[1] + height, z}, target, "");
        }
        return frames;
    }

    static void transforms(Path folder, String keys, String... frames) {
        write(folder.resolve("transforms.json"), "{%s \"frames\": [%s]}".formatted(keys, String.join(",", frames)));
    }

    /** Four opaque images, {@code images/0.png} and so on. */
    static void images(Path folder) {
        for (int i = 0; i < 4; i++) {
            noise(10, 6, 3, i).writePng(folder.resolve("images/" + i + ".png"));
        }
    }

    /** Writes a capture of pinholes with one lens as NeRF-Synthetic lays it out, poses in scene coordinates. */
    public static void blender(Capture capture, Path folder) {
        List<Picture> pictures = new ArrayList<>();
        add(pictures, "train", capture.train());
        add(pictures, "val", capture.validation());
        add(pictures, "test", capture.test());
        Album album = new Album(pictures, List.of(), new double[4]);
        Layout layout = Layout.named("blender");
        List<Photo> photos = all(capture);
        for (int i = 0; i < photos.size(); i++) {
            layout.image(folder, album, i, photos.get(i).image(), null);
        }
        layout.cameras(folder, album);
    }

    private static void add(List<Picture> pictures, String split, List<Photo> photos) {
        for (int i = 0; i < photos.size(); i++) {
            float[] rows = photos.get(i).camera().pose().rowMajor3x4();
            double[] pose = IntStream.range(0, 12).mapToDouble(k -> rows[k]).toArray();
            pictures.add(new Picture(split, i, photos.get(i).camera().intrinsics(), pose, 0, 0, null, false, false));
        }
    }

    static List<Photo> all(Capture capture) {
        return Stream.of(capture.train(), capture.validation(), capture.test())
                .flatMap(List::stream)
                .toList();
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Capture read(Path folder) {
        return Captures.read(SceneOptions.of(folder.toString()), Path.of(""));
    }

    /** Expects the user's mistake to be named by every given part. */
    static void refused(Path folder, String... parts) {
        UserError error = assertThrows(UserError.class, () -> read(folder));
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), part + " is not named in: " + error.getMessage());
        }
    }

    /** What is logged as warnings meanwhile. */
    public static String warned(Runnable action) {
        PrintStream usual = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(usual);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Reads a capture with copies of one of its files that are damaged at random; each must give a value or a sentence. */
    static void damage(Path folder, String name, int copies) throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        Random random = new Random(5);
        int refused = 0;
        for (int copy = 0; copy < copies; copy++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int i = 0; i < 1 + random.nextInt(4) && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve(name), damaged);
            try {
                read(folder);
            } catch (UserError e) {
                refused++;
            }
        }
        Files.write(folder.resolve(name), whole);
        assertTrue(refused > copies / 10, refused + " of " + copies);
    }

    /** The direction through an image point, [3]. */
    static float[] direction(Camera camera, double x, double y) {
        float[] ray = new float[6];
        camera.ray(x, y, ray, 0);
        return Arrays.copyOfRange(ray, 3, 6);
    }
}
