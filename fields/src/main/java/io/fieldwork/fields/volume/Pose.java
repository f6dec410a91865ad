package io.fieldwork.fields.volume;

import io.fieldwork.fields.tensor.UserError;
import java.util.Arrays;

/**
 * A camera pose: the camera-to-world matrix [R | t] with the camera's axes x right, y up and -z along the view (OpenGL,
 * Blender).
 *
 * @param rowMajor3x4 [12], the rows of [R | t]; not to be changed afterwards
 */
public record Pose(float[] rowMajor3x4) {
    /** Rejects matrices of another size, with numbers that are not finite, or whose R cannot be inverted. */
    public Pose {
        if (rowMajor3x4.length != 12) {
            throw new UserError("A camera pose needs 12 numbers (3x4) but has %d.".formatted(rowMajor3x4.length));
        }
        for (float value : rowMajor3x4) {
            if (!Float.isFinite(value)) {
                throw new UserError(
                        "A camera pose must hold finite numbers but is %s.".formatted(Arrays.toString(rowMajor3x4)));
            }
        }
        if (!(Math.abs(determinant(rowMajor3x4)) > 1e-12)) {
            throw new UserError("A camera pose must have an invertible rotation but is %s."
                    .formatted(Arrays.toString(rowMajor3x4)));
        }
    }

    /**
     * {@return the pose of a camera that looks from one point at another}
     *
     * @param eye [3], the camera's position
     * @param target [3], the point in the middle of its image
     * @param up [3], the direction that is up in its image; not along the view
     */
    public static Pose lookAt(float[] eye, float[] target, float[] up) {
        double[] back = unit(eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]);
        double[] right = unit(cross(new double[] {up[0], up[1], up[2]}, back));
        double[] above = cross(back, right);
        float[] rows = new float[12];
        for (int i = 0; i < 3; i++) {
            rows[4 * i] = (float) right[i];
            rows[4 * i + 1] = (float) above[i];
            rows[4 * i + 2] = (float) back[i];
            rows[4 * i + 3] = eye[i];
        }
        return new Pose(rows);
    }

    /** {@return the camera's position [3] in world units} */
    public float[] position() {
        return new float[] {rowMajor3x4[3], rowMajor3x4[7], rowMajor3x4[11]};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pose pose && Arrays.equals(rowMajor3x4, pose.rowMajor3x4);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rowMajor3x4);
    }

    @Override
    public String toString() {
        return "Pose" + Arrays.toString(rowMajor3x4);
    }

    private static double determinant(float[] m) {
        return m[0] * ((double) m[5] * m[10] - (double) m[6] * m[9])
                - m[1] * ((double) m[4] * m[10] - (double) m[6] * m[8])
                + m[2] * ((double) m[4] * m[9] - (double) m[5] * m[8]);
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double[] unit(double... v) {
        double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        if (!(length > 1e-9)) {
            throw new UserError("A camera needs a target away from its eye and an up direction across its view.");
        }
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
    }
}
