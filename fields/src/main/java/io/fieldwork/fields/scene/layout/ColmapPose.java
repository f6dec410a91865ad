package io.fieldwork.fields.scene.layout;

import org.joml.Matrix3d;
import org.joml.Quaterniond;

/**
 * A pose as COLMAP keeps it: x_camera = R x_world + t with the camera's axes x right, y down, z forward.
 *
 * @param w of the unit quaternion of R
 * @param x of it
 * @param y of it
 * @param z of it
 * @param shift [3], t
 */
record ColmapPose(double w, double x, double y, double z, double[] shift) {
    /** The pose of a camera-to-world matrix [12] in the axes of OpenGL. */
    static ColmapPose of(double[] pose) {
        double[][] rotation = worldToCamera(pose);
        double[] shift = new double[3];
        for (int i = 0; i < 9; i++) {
            shift[i / 3] -= rotation[i / 3][i % 3] * pose[4 * (i % 3) + 3];
        }
        double[][] r = rotation;
        Quaterniond q = new Quaterniond()
                .setFromNormalized(
                        new Matrix3d(r[0][0], r[1][0], r[2][0], r[0][1], r[1][1], r[2][1], r[0][2], r[1][2], r[2][2]));
        return new ColmapPose(q.w, q.x, q.y, q.z, shift);
    }

    /** The rows of R: the camera's axes right, down and forward in the world. */
    static double[][] worldToCamera(double[] pose) {
        double[][] rows = new double[3][3];
        for (int i = 0; i < 3; i++) {
            rows[0][i] = pose[4 * i];
            rows[1][i] = -pose[4 * i + 1];
            rows[2][i] = -pose[4 * i + 2];
        }
        return rows;
    }
}
