package io.fieldwork.fields.scene.capture;

import org.joml.Vector3d;
import org.jspecify.annotations.Nullable;

/**
 * A projection matrix taken apart, P = s K [R | t], in which K is upper triangular with a last entry of 1 and R a rotation
 * (Hartley and Zisserman 2004, 6.2.4).
 *
 * @param focal [2], fx and fy, pixels
 * @param skew of the pixels
 * @param centre [2], the principal point, pixels
 * @param pose [12], camera-to-world, OpenGL axes
 */
record Projection(double[] focal, double skew, double[] centre, double[] pose) {
    /** The parts of a matrix [3, 4] by rows, or null where it is none of a camera. */
    static @Nullable Projection of(double[] p) {
        Vector3d first = new Vector3d(p[0], p[1], p[2]);
        Vector3d second = new Vector3d(p[4], p[5], p[6]);
        Vector3d third = new Vector3d(p[8], p[9], p[10]);
        double determinant = first.dot(second.cross(third, new Vector3d()));
        double size = first.length() * second.length() * third.length();
        if (!(Math.abs(determinant) > 1e-12 * size) || !Double.isFinite(size + p[3] + p[7] + p[11])) {
            return null;
        }
        double scale = Math.signum(determinant) / third.length();
        first.mul(scale);
        second.mul(scale);
        third.mul(scale);
        Vector3d shift = new Vector3d(p[3], p[7], p[11]).mul(scale);
        double cx = first.dot(third);
        double cy = second.dot(third);
        Vector3d down = new Vector3d(third).mul(-cy).add(second);
        double fy = down.length();
        down.div(fy);
        double skew = first.dot(down);
        Vector3d right = new Vector3d(third).mul(-cx).add(first).fma(-skew, down);
        double fx = right.length();
        right.div(fx);
        double tz = shift.z;
        double ty = (shift.y - cy * tz) / fy;
        double tx = (shift.x - skew * ty - cx * tz) / fx;
        double[] pose = new double[12];
        for (int i = 0; i < 3; i++) {
            pose[4 * i] = right.get(i);
            pose[4 * i + 1] = -down.get(i);
            pose[4 * i + 2] = -third.get(i);
            pose[4 * i + 3] = -(tx * right.get(i) + ty * down.get(i) + tz * third.get(i));
        }
        return new Projection(new double[] {fx, fy}, skew, new double[] {cx, cy}, pose);
    }
}
