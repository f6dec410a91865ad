package io.fieldwork.fields.scene.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.npz.NpzFile;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Captures;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneOptionsBuilder;
import io.fieldwork.fields.scene.layout.Album;
import io.fieldwork.fields.scene.layout.Landmark;
import io.fieldwork.fields.scene.layout.Layout;
import io.fieldwork.fields.scene.layout.Picture;
import io.fieldwork.fields.tensor.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SceneGeneratorTest {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 12;

    @TempDir
    private Path folder;

    private static GenerateOptionsBuilder small(String scene) {
        return GenerateOptionsBuilder.builder()
                .scene(scene)
                .width(WIDTH)
                .height(HEIGHT)
                .samples(1)
                .train(7)
                .test(1)
                .validation(1)
                .points(60)
                .mesh(0);
    }

    private static Capture read(Path folder) {
        return Captures.read(SceneOptions.of(folder.toString()), Path.of(""));
    }

    /** Rays of what was read, in the frame of the files, meet the pixels of what was written. */
    @ParameterizedTest
    @CsvSource({
        "still-life, blender",
        "still-life, nerfstudio",
        "still-life, colmap",
        "still-life, colmap-text",
        "still-life, llff",
        "still-life, dtu",
        "courtyard, blender",
        "courtyard, nerfstudio",
        "courtyard, colmap",
        "courtyard, colmap-text",
        "courtyard, llff",
        "courtyard, dtu"
    })
    void raysSurviveEveryLayout(String scene, String format) {
        Album album = SceneGenerator.write(small(scene).extrapolation(2).build(), format, folder, (done, total) -> {});
        Capture capture = read(folder);
        assertEquals(7, capture.train().size());
        assertEquals(1, capture.test().size());
        assertEquals(2, capture.extrapolation().size());
        for (Photo photo : Stream.of(capture.train(), capture.test(), capture.extrapolation())
                .flatMap(List::stream)
                .toList()) {
            Picture picture = written(album, Layout.named(format), photo);
            assertEquals(capture.test().contains(photo), picture.split().equals("test"), photo.name());
            assertEquals(
                    capture.extrapolation().contains(photo), picture.split().equals("extrapolation"), photo.name());
            requireRays(capture, photo, new Viewpoint(picture.lens(), picture.pose()));
        }
        assertTrue(Files.exists(folder.resolve("exact/train/r_0.npz")));
    }

    private static Picture written(Album album, Layout layout, Photo photo) {
        String name = photo.name().replace(".png", "");
        for (int i = 0; i < album.pictures().size(); i++) {
            String place = layout.place(album, i).replace(".png", "");
            if (place.equals(name) || place.endsWith("/" + name)) {
                return album.pictures().get(i);
            }
        }
        throw new AssertionError(photo.name());
    }

    private static void requireRays(Capture capture, Photo photo, Viewpoint view) {
        float[] ray = new float[6];
        double[] at = new double[3];
        for (int i = 0; i < 9; i++) {
            double px = WIDTH / 2.0 * (i % 3);
            double py = HEIGHT / 2.0 * (i / 3);
            photo.camera().ray(px, py, ray, 0);
            for (double depth : new double[] {2, 9}) {
                double t = depth * capture.transform().scale();
                view.project(
                        capture.transform().toWorld(ray[0] + t * ray[3], ray[1] + t * ray[4], ray[2] + t * ray[5]), at);
                assertEquals(px, at[0], 5e-5, photo.name());
                assertEquals(py, at[1], 5e-5, photo.name());
            }
        }
    }

    /** Those away from the others stand beside the window; all look the same way. */
    @Test
    void camerasInAWindowFaceForward() {
        GenerateOptions options =
                small("courtyard").forward(true).extrapolation(2).build();
        SceneGenerator.write(options, "llff", folder, (done, total) -> {});
        Capture capture = read(folder);
        assertEquals("face forward", capture.facing());
        List<Shot> shots = Shot.plan(options);
        double[] first = shots.getFirst().view().eye();
        double across = shots.stream()
                .mapToDouble(shot ->
                        Math.hypot(shot.view().eye()[0] - first[0], shot.view().eye()[1] - first[1]))
                .max()
                .orElseThrow();
        assertTrue(across > 0.6 && across < 2, "so far are two cameras apart: " + across);
    }

    @Test
    void opacityOfDtuIsItsMask() {
        SceneGenerator.write(small("still-life").build(), "dtu", folder, (done, total) -> {});
        Photo photo = read(folder).train().getFirst();
        Image mask = Image.read(folder.resolve("mask/001.png"));
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            assertEquals(mask.pixels()[3 * i], photo.image().pixels()[4 * i + 3]);
        }
    }

    @Test
    void masksHideTheOccluder() {
        for (String format : List.of("blender", "nerfstudio", "colmap")) {
            Path own = folder.resolve(format);
            SceneGenerator.write(small("courtyard").occluder(true).build(), format, own, (done, total) -> {});
            Capture capture = read(own);
            assertTrue(capture.train().stream().allMatch(photo -> photo.hidden() != null), format);
            assertTrue(capture.test().stream().allMatch(photo -> photo.hidden() == null), format);
        }
        String message = assertThrows(
                        UserError.class,
                        () -> SceneGenerator.write(
                                small("courtyard").occluder(true).build(), "llff", folder, (done, total) -> {}))
                .getMessage();
        assertTrue(message.contains("llff") && message.contains("nerfstudio"), message);
    }

    /** A landmark is seen where its point is projected, and the pixel's depth there is the point's. */
    @Test
    void landmarksAreSeenWhereTheyAre() {
        GenerateOptions options = small("courtyard").width(32).height(24).build();
        Album album = SceneGenerator.write(options, "colmap", folder, (done, total) -> {});
        assertEquals(60, album.landmarks().size());
        double[] at = new double[3];
        for (Landmark landmark : album.landmarks()) {
            assertTrue(landmark.sightings().size() >= 2);
            for (Landmark.Sighting sighting : landmark.sightings()) {
                Picture picture = album.pictures().get(sighting.picture());
                new Viewpoint(picture.lens(), picture.pose()).project(landmark.point(), at);
                assertEquals(at[0], sighting.x(), 1e-9);
                assertEquals(at[1], sighting.y(), 1e-9);
                assertTrue(at[2] > 0.99 * picture.near(), at[2] + " before " + picture.near());
            }
        }
    }

    @Test
    void archivesHoldWhatPixelsSee() {
        SceneGenerator.write(small("still-life").build(), "blender", folder, (done, total) -> {});
        NpzFile exact = NpzFile.map(folder.resolve("exact/train/r_2.npz"));
        Image image = Image.read(folder.resolve("train/r_2.png"));
        double[] distance = exact.array("distance").numbers();
        double[] part = exact.array("part").numbers();
        assertArrayEquals(new int[] {HEIGHT, WIDTH, 3}, exact.array("normal").shape());
        for (int i = 0; i < distance.length; i++) {
            boolean opaque = image.pixels()[4 * i + 3] != 0;
            assertEquals(opaque, Double.isFinite(distance[i]));
            assertEquals(opaque, part[i] >= 0);
        }
    }

    /** Written poses are off as far as asked, the exact ones beside are not, and those of the test are exact. */
    @Test
    void posesAreOffByTheStatedNoise() {
        List<Shot> shots =
                Shot.plan(small("courtyard").train(2000).turn(2.0).shift(0.01).build());
        double turns = 0;
        double shifts = 0;
        for (Shot shot : shots) {
            double[] a = shot.view().pose();
            double[] b = shot.stated().pose();
            double trace = 0;
            double way = 0;
            for (int i = 0; i < 3; i++) {
                trace += a[4 * i] * b[4 * i] + a[4 * i + 1] * b[4 * i + 1] + a[4 * i + 2] * b[4 * i + 2];
                way += (a[4 * i + 3] - b[4 * i + 3]) * (a[4 * i + 3] - b[4 * i + 3]);
            }
            double turn = Math.toDegrees(Math.acos(Math.min(1, 0.5 * (trace - 1))));
            if (shot.purpose() == Scenery.Purpose.TRAIN) {
                turns += turn * turn / 2000;
                double[] stand = shot.view().eye();
                double away = Math.hypot(Math.hypot(stand[0], stand[1]), stand[2] - 0.85);
                shifts += way / (away * away) / 2000;
            } else {
                assertEquals(shot.view(), shot.stated());
            }
        }
        assertEquals(2, Math.sqrt(turns), 0.1);
        assertEquals(0.01, Math.sqrt(shifts), 5e-4);
    }

    /** The cameras beside a capture with noise are those that took the photographs, and a capture themselves. */
    @Test
    void theExactCamerasAreBeside() {
        GenerateOptions options = small("courtyard").turn(5.0).shift(0.05).build();
        SceneGenerator.write(options, "nerfstudio", folder, (done, total) -> {});
        Capture capture = read(folder.resolve("exact/cameras.json"));
        assertEquals(7, capture.train().size());
        List<Shot> shots = Shot.plan(options);
        for (Photo photo : capture.train()) {
            int index = Integer.parseInt(photo.name().replaceAll("\\D", ""));
            requireRays(capture, photo, shots.get(index).view());
        }
    }

    /** Exposures are log-uniform: mean of their logarithm 0, mean square a third of its bound's. */
    @Test
    void exposuresAreLogUniform() {
        List<Double> logs = Shot.plan(
                        small("courtyard").train(3000).exposure(0.3).build())
                .stream()
                .filter(shot -> shot.purpose() == Scenery.Purpose.TRAIN)
                .map(shot -> Math.log(shot.exposure()) / Math.log(1.3))
                .toList();
        assertTrue(logs.stream().allMatch(log -> Math.abs(log) <= 1));
        assertEquals(0, logs.stream().mapToDouble(log -> log).average().orElse(1), 0.04);
        assertEquals(
                1 / 3.0, logs.stream().mapToDouble(log -> log * log).average().orElse(1), 0.02);
    }

    @Test
    void theSameOptionsWriteTheSameFiles() throws IOException {
        GenerateOptions options = small("still-life")
                .train(4)
                .validation(0)
                .exposure(0.3)
                .turn(1.0)
                .motion(true)
                .seed(7L)
                .mesh(20)
                .build();
        List<Path> folders = List.of(folder.resolve("a"), folder.resolve("b"));
        folders.forEach(each -> SceneGenerator.write(options, "nerfstudio", each, (done, total) -> {}));
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folders.getFirst())) {
            files = new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
        assertTrue(files.size() > 12, files.toString());
        for (Path file : files) {
            Path other = folders.get(1).resolve(folders.getFirst().relativize(file));
            assertEquals(-1, Files.mismatch(file, other), file.toString());
        }
        String json = Files.readString(folders.getFirst().resolve("transforms.json"));
        assertTrue(json.contains("\"time\""), json);
    }

    @Test
    void aCachedCaptureIsWrittenOnce() {
        GenerateOptions options = small("still-life").build();
        List<Integer> photographs = new ArrayList<>();
        Path first = SceneGenerator.cached(options, "blender", folder, (done, total) -> photographs.add(done));
        Path second = SceneGenerator.cached(options, "blender", folder, (done, total) -> photographs.add(done));
        Path other =
                SceneGenerator.cached(small("still-life").seed(1L).build(), "blender", folder, (done, total) -> {});
        assertEquals(first, second);
        assertEquals(9, photographs.size());
        assertTrue(!first.equals(other) && Files.exists(first.resolve("transforms_test.json")));
    }

    /** Nothing but their own rays follows from cameras away from the others. */
    @ParameterizedTest
    @CsvSource({"still-life, blender", "courtyard, colmap", "courtyard, dtu"})
    void extrapolationChangesNothingElse(String scene, String format) {
        Path with = folder.resolve("with");
        SceneGenerator.write(small(scene).extrapolation(2).build(), format, with, (done, total) -> {});
        SceneGenerator.write(small(scene).build(), format, folder.resolve("without"), (done, total) -> {});
        Capture capture = read(with);
        Capture usual = read(folder.resolve("without"));
        assertEquals(usual.extent(), capture.extent());
        assertArrayEquals(usual.transform().translation(), capture.transform().translation());
        assertEquals(
                usual.train().stream().map(Photo::camera).toList(),
                capture.train().stream().map(Photo::camera).toList());
        assertEquals(List.of(), usual.extrapolation());
    }

    /** Splits that a layout of one row cannot name are captures beside it. */
    @Test
    void extrapolationIsACaptureOfItsOwn() {
        SceneGenerator.write(small("courtyard").extrapolation(3).build(), "llff", folder, (done, total) -> {});
        Capture away = Captures.read(
                SceneOptionsBuilder.builder()
                        .path(folder.resolve("extrapolation").toString())
                        .holdout(0)
                        .build(),
                Path.of(""));
        assertEquals(3, away.train().size());
    }
}
