package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import io.fieldwork.fields.volume.Distortion;
import io.fieldwork.fields.volume.Intrinsics;
import java.util.Arrays;
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
        return of(frame.name(), turn.movePose(frame.pose()), frame.intrinsics());
    }

    /** That of a camera in the scene. */
    static Sightline of(Photo photo) {
        float[] pose = photo.camera().pose().rowMajor3x4();
        double[] wide = new double[pose.length];
        Arrays.setAll(wide, i -> pose[i]);
        return of(photo.name(), wide, photo.camera().intrinsics());
    }

    private static Sightline of(String name, double[] p, Intrinsics seen) {
        double half = Math.max(0.5 * seen.width() / seen.fx(), 0.5 * seen.height() / seen.fy());
        boolean fisheye = seen.distortion().model() == Distortion.Model.FISHEYE;
        return new Sightline(
                name,
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
