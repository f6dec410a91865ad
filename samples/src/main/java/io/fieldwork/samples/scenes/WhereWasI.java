package io.fieldwork.samples.scenes;

import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.scene.radiance.PoseSearch;
import io.fieldwork.fields.scene.radiance.RadianceSession;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Pose;
import io.fieldwork.samples.Kinds;
import io.fieldwork.samples.run.TrainedRun;
import java.nio.file.Path;
import org.joml.Matrix3d;
import org.joml.Vector3d;

/** Where a photograph was taken: its camera is turned and moved away, and found again by what a trained field shows. */
public final class WhereWasI {
    private WhereWasI() {}

    /** {@return a camera that was turned about an axis [3] of its own place by some degrees, and moved by a way [3]} */
    public static Camera astray(Camera camera, Vector3d axis, double degrees, Vector3d way) {
        Matrix3d turn = new Matrix3d().rotation(Math.toRadians(degrees), new Vector3d(axis).normalize());
        float[] pose = camera.pose().rowMajor3x4();
        float[] moved = new float[12];
        for (int column = 0; column < 4; column++) {
            Vector3d v = new Vector3d(pose[column], pose[4 + column], pose[8 + column]);
            v = column == 3 ? v.add(way) : turn.transform(v);
            for (int row = 0; row < 3; row++) {
                moved[4 * row + column] = (float) v.get(row);
            }
        }
        return new Camera(camera.intrinsics(), new Pose(moved));
    }

    /** {@return the degrees between two cameras' orientations, and the way between their places} */
    public static double[] apart(Camera one, Camera other) {
        float[] a = one.pose().rowMajor3x4();
        float[] b = other.pose().rowMajor3x4();
        double trace = 0;
        double way = 0;
        for (int i = 0; i < 12; i++) {
            trace += i % 4 < 3 ? (double) a[i] * b[i] : 0;
            way += i % 4 == 3 ? ((double) a[i] - b[i]) * (a[i] - b[i]) : 0;
        }
        return new double[] {Math.toDegrees(Math.acos(Math.clamp((trace - 1) / 2, -1, 1))), Math.sqrt(way)};
    }

    /** Opens the folder of a run that learned from photographs, and finds the cameras of its test photographs. */
    public static void main(String[] arguments) {
        try (TrainedRun run = TrainedRun.open(Path.of(arguments[0]), "auto", Kinds.ALL)) {
            RadianceSession session = (RadianceSession) run.session().training();
            for (Photo photo : session.capture().test().stream().limit(5).toList()) {
                Camera guess = astray(photo.camera(), new Vector3d(1, 2, -1), 10, new Vector3d(0.06, -0.06, 0.05));
                double[] before = apart(guess, photo.camera());
                double[] after = apart(PoseSearch.find(session, photo.by(guess)), photo.camera());
                System.out.printf(
                        "%s: off by %.1f degrees and %.3f, found to %.3f degrees and %.4f%n",
                        photo.name(), before[0], before[1], after[0], after[1]);
            }
        }
    }
}
