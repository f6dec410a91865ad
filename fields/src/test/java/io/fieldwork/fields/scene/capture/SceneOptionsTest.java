package io.fieldwork.fields.scene.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SceneOptionsTest {
    private static void refused(String key, Executable making) {
        String message = assertThrows(UserError.class, making).getMessage();
        assertTrue(message.contains("scene." + key), message);
    }

    @Test
    void everythingButThePathHasADefault() {
        SceneOptions options = SceneOptions.of("x");
        assertEquals(1.0, options.imageScale());
        assertEquals(8, options.holdout());
        assertTrue(options.pixelCenters());
    }

    @Test
    void valuesOutsideTheirRangeAreNamed() {
        refused("path", () -> SceneOptions.of(" "));
        refused(
                "scale",
                () -> SceneOptionsBuilder.builder().path("x").scale(0.0).build());
        refused(
                "imageScale",
                () -> SceneOptionsBuilder.builder().path("x").imageScale(1.5).build());
        refused(
                "box",
                () -> SceneOptionsBuilder.builder().path("x").box(Double.NaN).build());
        refused(
                "holdout",
                () -> SceneOptionsBuilder.builder().path("x").holdout(1).build());
        refused(
                "background",
                () -> SceneOptionsBuilder.builder().path("x").background("pink").build());
        refused(
                "format",
                () -> SceneOptionsBuilder.builder().path("x").format("obj").build());
    }

    @Test
    void camerasThatMissTheBoxAreNoticed() {
        Intrinsics inside = Intrinsics.ofFieldOfView(8, 8, 0.5);
        float[] up = {0, 0, 1};
        float[] eye = {4, 0.5f, 0};
        Box box = Box.cube(1);
        assertTrue(Evidence.looksAt(Camera.lookAt(inside, eye, new float[] {0, 0.5f, 0}, up), box));
        assertTrue(Evidence.looksAt(Camera.lookAt(inside, new float[3], eye, up), box));
        assertFalse(Evidence.looksAt(Camera.lookAt(inside, eye, new float[] {8, 0.5f, 0}, up), box));
        assertFalse(Evidence.looksAt(Camera.lookAt(inside, eye, new float[] {0, 3, 0}, up), box));
    }

    @Test
    void transformsComposeAndInvert() {
        SceneTransform turn = new SceneTransform(2, new double[] {0, -1, 0, 1, 0, 0, 0, 0, 1}, new double[] {1, 2, 3});
        assertArrayEquals(new double[] {1 - 2 * 5, 2 + 2 * 4, 3 + 2 * 6}, turn.fromWorld(4, 5, 6));
        assertArrayEquals(new double[] {4, 5, 6}, turn.toWorld(turn.fromWorld(4, 5, 6)), 1e-12);
        assertArrayEquals(new double[] {4, 5, 6}, turn.inverse().fromWorld(turn.fromWorld(4, 5, 6)), 1e-12);
        SceneTransform twice = turn.after(turn);
        assertArrayEquals(turn.fromWorld(turn.fromWorld(4, 5, 6)), twice.fromWorld(4, 5, 6), 1e-12);
        double[] mirror = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] sheared = {1, 0.1, 0, 0, 1, 0, 0, 0, 1};
        assertThrows(UserError.class, () -> new SceneTransform(1, sheared, new double[3]));
        assertThrows(UserError.class, () -> new SceneTransform(1, mirror, new double[3]));
        assertThrows(UserError.class, () -> new SceneTransform(0, turn.rotation(), new double[3]));
    }
}
