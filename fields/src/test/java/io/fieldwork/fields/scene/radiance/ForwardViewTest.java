package io.fieldwork.fields.scene.radiance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldwork.fields.radiance.Ndc;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardViewTest {
    private static Camera camera(float x, float z, float towards) {
        return Camera.lookAt(
                new Intrinsics(120, 80, 60, 60, 60, 40, Distortion.none()),
                new float[] {x, 2, z},
                new float[] {x, towards, z},
                new float[] {0, 0, 1});
    }

    @Test
    void theMeanCameraIsInTheMiddleOfTheOthers() {
        Ndc ndc = ForwardView.of(List.of(camera(-1, 0, 9), camera(1, 0, 9), camera(0, -1, 9), camera(0, 1, 9)), 0.5);
        assertArrayEquals(new float[] {1, 0, 0, 0, 0, 0, -1, 2, 0, 1, 0, 0}, ndc.pose(), 1e-6f);
        assertEquals(1, ndc.wide(), 1e-12);
        assertEquals(1.5, ndc.high(), 1e-12);
        assertEquals(0.5, ndc.near());
    }

    @Test
    void camerasThatFaceEachOtherHaveNone() {
        List<Camera> around = List.of(camera(0, 0, 9), camera(1, 0, 9), camera(0, 1, -9));
        UserError error = assertThrows(UserError.class, () -> ForwardView.of(around, 0.5));
        assertEquals(
                "sampling.space is ndc, but the cameras do not all face forward; expected contracted.",
                error.getMessage());
    }
}
