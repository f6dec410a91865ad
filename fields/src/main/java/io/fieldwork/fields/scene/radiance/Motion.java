package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.field.Box;
import io.fieldwork.fields.scene.capture.Capture;
import io.fieldwork.fields.scene.capture.Photo;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Pose;
import org.joml.Matrix3d;
import org.joml.Vector3d;

/**
 * The small motions of cameras about one point: m + exp(s w) (x - m) + l v for a place x, exp(s w) d for a direction d. A turn
 * about what cameras look at leaves it where it is in their images, which a way v moves; about the camera's own place both would
 * do the same to an image, and could hardly be told apart. What is seen is so much smaller than its distance that it takes a
 * turn by s as much to move a point of it in an image as far.
 *
 * @param middle m [3], scene coordinates
 * @param length l, the unit of v: a typical distance of cameras from the middle, scene units
 * @param turn s, the unit of w, radians: that distance over a typical one of what is seen
 */
record Motion(float[] middle, float length, float turn) {
    /** The numbers of a motion: w and v. */
    static final int NUMBERS = 6;

    /** About the middle of a capture. */
    static Motion of(Capture capture) {
        float[] middle = capture.middle();
        Box box = capture.box();
        double away = capture.train().stream()
                .map(Photo::camera)
                .mapToDouble(camera -> place(camera).distance(middle[0], middle[1], middle[2]))
                .average()
                .orElse(0);
        float typical = 0.25f * box.longest();
        float length = (float) Math.max(away, typical);
        return new Motion(middle, length, length / typical);
    }

    private static Vector3d place(Camera camera) {
        float[] at = camera.pose().position();
        return new Vector3d(at[0], at[1], at[2]);
    }

    /** Where a camera stands, in units of the length from the middle [3]. */
    float[] stand(Camera camera) {
        Vector3d at = place(camera).sub(middle[0], middle[1], middle[2]).div(length);
        return new float[] {(float) at.x, (float) at.y, (float) at.z};
    }

    /** A camera that was moved so [6]. */
    Camera move(Camera camera, double... by) {
        Vector3d axis = new Vector3d(by[0], by[1], by[2]).mul(turn);
        double angle = axis.length();
        Matrix3d turn = angle > 0 ? new Matrix3d().rotation(angle, axis.div(angle)) : new Matrix3d();
        float[] pose = camera.pose().rowMajor3x4();
        float[] moved = new float[12];
        for (int column = 0; column < 4; column++) {
            boolean last = column == 3;
            Vector3d v = new Vector3d(pose[column], pose[4 + column], pose[8 + column]);
            turn.transform(last ? v.sub(middle[0], middle[1], middle[2]) : v);
            for (int row = 0; row < 3; row++) {
                moved[4 * row + column] = (float) (v.get(row) + (last ? middle[row] + length * by[3 + row] : 0));
            }
        }
        return new Camera(camera.intrinsics(), new Pose(moved));
    }
}
