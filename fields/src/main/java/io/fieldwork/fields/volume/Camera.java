package io.fieldwork.fields.volume;

/**
 * A camera: intrinsics and pose.
 *
 * <p>The image point (px, py) looks along R d with d = ((px - cx) / fx, -(py - cy) / fy, -1), bent by the lens. Image
 * points are in pixels from the top left corner; the centre of pixel (i, j) is (i + 0.5, j + 0.5).
 *
 * @param intrinsics image size, focal lengths, principal point, lens
 * @param pose camera-to-world
 */
public record Camera(Intrinsics intrinsics, Pose pose) {
    /** {@return a camera with the pose {@link Pose#lookAt}} */
    public static Camera lookAt(Intrinsics intrinsics, float[] eye, float[] target, float[] up) {
        return new Camera(intrinsics, Pose.lookAt(eye, target, up));
    }

    /**
     * Writes the ray through an image point: origin (3) and unit direction (3) in world coordinates. Behind the fold of a
     * lens it is the ray of {@link Distortion#nearest}.
     *
     * @param px pixels from the left edge
     * @param py pixels from the top edge
     * @param out receives six numbers
     * @param at index of the first of them
     */
    public void ray(double px, double py, float[] out, int at) {
        double x = (px - intrinsics.cx()) / intrinsics.fx();
        double y = (py - intrinsics.cy()) / intrinsics.fy();
        double z = 1;
        if (intrinsics.distortion().model() != Distortion.Model.NONE) {
            double[] direction = intrinsics.distortion().nearest(x, y);
            x = direction[0];
            y = direction[1];
            z = direction[2];
        }
        float[] m = pose.rowMajor3x4();
        double dx = m[0] * x - m[1] * y - m[2] * z;
        double dy = m[4] * x - m[5] * y - m[6] * z;
        double dz = m[8] * x - m[9] * y - m[10] * z;
        double scale = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
        out[at] = m[3];
        out[at + 1] = m[7];
        out[at + 2] = m[11];
        out[at + 3] = (float) (dx * scale);
        out[at + 4] = (float) (dy * scale);
        out[at + 5] = (float) (dz * scale);
    }

    /** {@return the same view in an image of another size in pixels} */
    public Camera scaledTo(int width, int height) {
        return new Camera(intrinsics.scaledTo(width, height), pose);
    }
}
