package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import org.joml.Vector3d;

/**
 * A camera as what it looks at needs it.
 *
 * @param name of the photograph
 * @param eye position
 * @param axis unit, along the view
 * @param tangent of half the wider field of view
 */
record Sightline(String name, Vector3d eye, Vector3d axis, double tangent) {
    /** The widest half angle of a fisheye that counts. */
    private static final double WIDEST = 1.2;

    static Sightline of(Frame frame, SceneTransform turn) {
        double[] p = turn.movePose(frame.pose());
        Intrinsics seen = frame.intrinsics();
        double half = Math.max(0.5 * seen.width() / seen.fx(), 0.5 * seen.height() / seen.fy());
        boolean fisheye = seen.distortion().model() == Distortion.Model.FISHEYE;
        return new Sightline(
                frame.name(),
                new Vector3d(p[3], p[7], p[11]),
                new Vector3d(-p[2], -p[6], -p[10]).normalize(),
                fisheye ? Math.tan(Math.min(half, WIDEST)) : half);
    }

    /** How far a point lies from the line of sight. */
    double distance(Vector3d point) {
        return point.sub(eye, new Vector3d()).cross(axis).length();
    }

    /** Whether a point lies before the camera. */
    boolean before(Vector3d point) {
        return point.sub(eye, new Vector3d()).dot(axis) > 0;
    }
}
