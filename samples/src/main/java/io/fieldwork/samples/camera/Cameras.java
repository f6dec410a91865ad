package io.fieldwork.samples.camera;

import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.render.view.Camera;
import io.fieldwork.render.view.Lens;
import org.joml.Matrix3f;
import org.joml.Quaternionf;
import org.joml.Vector3f;

/** Cameras that took photographs, as cameras that look at scenes. Both look along their own -z with y up. */
public final class Cameras {
    private Cameras() {}

    /**
     * The camera that sees what a photograph's camera saw. Its pixels are square and its axis goes through the image's middle, so that
     * the two agree exactly where the photograph's camera is such a pinhole too.
     *
     * @param camera of the photograph; its distortion is left out, and its height is what counts
     * @param near smallest depth that is seen, above 0
     * @param far largest depth that is seen
     * @return the camera
     */
    public static Camera of(io.fieldwork.fields.volume.Camera camera, float near, float far) {
        Intrinsics inside = camera.intrinsics();
        float angle = (float) (2 * Math.atan(inside.height() / (2 * inside.fy())));
        float[] m = camera.pose().rowMajor3x4();
        Matrix3f turn = new Matrix3f(m[0], m[4], m[8], m[1], m[5], m[9], m[2], m[6], m[10]);
        return new Camera(
                new Vector3f(m[3], m[7], m[11]),
                turn.getNormalizedRotation(new Quaternionf()),
                new Lens.Perspective(angle, near, far));
    }
}
