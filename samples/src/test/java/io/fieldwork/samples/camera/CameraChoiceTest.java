package io.fieldwork.samples.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Image;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.capture.SceneOptions;
import io.fieldwork.fields.scene.capture.SceneTransform;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.RenderedView;
import io.fieldwork.samples.kind.RenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraChoiceTest {
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(8, 4, 1.0);

    @TempDir
    Path temp;

    private static Photo photo(float x, float y, float z) {
        Camera camera = Camera.lookAt(LENS, new float[] {x, y, z}, new float[3], new float[] {0, 0, 1});
        return new Photo("p", camera, new Image(8, 4, 3, new byte[96]));
    }

    private static Capture capture() {
        return new Capture(
                List.of(photo(3, 0, 4), photo(-3, 0, 4)),
                List.of(),
                List.of(photo(0, 5, 1)),
                Box.cube(1),
                new SceneTransform(2, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[] {0, 0, 1}));
    }

    private List<Camera> path(String wish, int frames) {
        RenderOptions options = new RenderOptions(temp, temp, temp, wish, null, frames, RenderOptions.USUAL, null);
        return CameraChoice.of(options, frames, SceneOptions.of("photos"), capture());
    }

    @Test
    void anOrbitGoesOnceAroundAtTheCamerasDistanceAndHeight() {
        List<Camera> orbit = path("orbit", 4);
        assertEquals(4, orbit.size());
        assertArrayEquals(new float[] {3, 0, 4}, orbit.get(0).pose().position(), 1e-5f);
        assertArrayEquals(new float[] {0, 3, 4}, orbit.get(1).pose().position(), 1e-5f);
        assertArrayEquals(new float[] {-3, 0, 4}, orbit.get(2).pose().position(), 1e-5f);
        float[] ray = new float[6];
        orbit.get(1).ray(4, 2, ray, 0);
        assertArrayEquals(new float[] {0, 3, 4, 0, -0.6f, -0.8f}, ray, 1e-5f, "it looks at the middle");
    }

    @Test
    void anOrbitIsAroundWhatTheCamerasLookAtWhereverTheBoxReaches() {
        Capture near = capture();
        Capture wide = new Capture(
                near.train(), near.validation(), near.test(), new Box(-2, -9, -1, 40, 3, 25), near.transform());
        RenderOptions options = new RenderOptions(temp, temp, temp, "orbit", null, 4, RenderOptions.USUAL, null);
        List<Camera> orbit = CameraChoice.of(options, 4, SceneOptions.of("photos"), wide);
        assertArrayEquals(new float[] {3, 0, 4}, orbit.get(0).pose().position(), 1e-4f);
        assertArrayEquals(new float[] {0, -3, 4}, orbit.get(3).pose().position(), 1e-4f);
    }

    @Test
    void photographsAreCounted() {
        assertEquals(capture().test().getFirst().camera(), path("test:0", 1).getFirst());
        assertEquals(capture().train().get(1).camera(), path("train:1", 1).getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test:1", "validation:0", "test:x", "spiral", "none.json"})
    void whatIsNotThereIsOneSentence(String wish) {
        UserError error = assertThrows(UserError.class, () -> path(wish, 1));
        assertTrue(error.getMessage().startsWith("--camera is '" + wish + "'"), error.getMessage());
    }

    @Test
    void aFileIsReadInTheFramesOfTheCapturesOwnFiles() throws IOException {
        Files.writeString(temp.resolve("c.json"), """
                {"camera_angle_x": 0.5, "w": 16, "h": 6, "frames": [{"transform_matrix":
                  [[1, 0, 0, 3], [0, 0, -1, 0], [0, 1, 0, 5], [0, 0, 0, 1]]}]}
                """);
        Camera camera = path("c.json", 1).getFirst();
        assertEquals(16, camera.intrinsics().width());
        assertEquals(0.5, camera.intrinsics().fieldOfViewX(), 1e-9);
        float[] expected = {1, 0, 0, 6, 0, 0, -1, 0, 0, 1, 0, 11};
        assertArrayEquals(expected, camera.pose().rowMajor3x4(), 1e-5f, "scaled by 2 and raised by 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"frames\": []}",
                "{\"frames\": [{}]}",
                "{\"frames\": [{\"transform_matrix\": [[1]]}]}"
            })
    void aDamagedFileIsOneSentence(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("c.json"), text);
        UserError error = assertThrows(UserError.class, () -> path("c.json", 1));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void anotherSizeKeepsTheNarrowSideInViewAndPixelsSquare() {
        Camera wide = CameraChoice.sized(path("test:0", 1).getFirst(), 32, 8);
        assertEquals(wide.intrinsics().fx(), wide.intrinsics().fy());
        assertEquals(2 * LENS.fx(), wide.intrinsics().fx(), 1e-9, "height doubled");
        assertEquals(16, wide.intrinsics().cx());
    }

    @Test
    void shadingsShowWhatTheySay() {
        float[] rgb = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        RenderedView frame = new RenderedView(3, 1, rgb, new float[] {1, 1, 0}, new float[] {2, 4, 0});
        assertArrayEquals(
                new int[] {255, 0, 0, 0, 255, 0, 0, 0, 255},
                bytes(Shading.of("color").image(frame)));
        assertArrayEquals(
                new int[] {255, 255, 255, 255, 255, 255, 0, 0, 0},
                bytes(Shading.of("opacity").image(frame)));
        int[] depth = bytes(Shading.of("depth").image(frame));
        assertEquals(255, depth[0], "near is bright");
        assertEquals(38, depth[3], "far is dark, but not black");
        assertEquals(0, depth[6], "nothing is black");
        assertThrows(UserError.class, () -> Shading.of("normal"));
    }

    private static int[] bytes(Image image) {
        int[] values = new int[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.pixels()[i] & 255;
        }
        return values;
    }
}
