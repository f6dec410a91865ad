package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.tensor.Draws;
import io.fieldwork.fields.volume.Intrinsics;
import org.joml.Matrix3d;
import org.joml.Vector3d;

/**
 * A pinhole camera in double precision.
 *
 * @param lens intrinsics
 * @param pose [12], camera-to-world, rows of [R | t]; x right, y up, -z along the view; not to be changed afterwards
 */
public record Viewpoint(Intrinsics lens, double[] pose) {
    /** {@return a camera that looks from an eye at a target, z up in its image} */
    public static Viewpoint lookAt(Intrinsics lens, double[] eye, double[] target) {
        double[] back = unit(eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]);
        double[] right = unit(-back[1], back[0], 0);
        double[] up = {
            back[1] * right[2] - back[2] * right[1],
            back[2] * right[0] - back[0] * right[2],
            back[0] * right[1] - back[1] * right[0]
        };
        double[] pose = new double[12];
        for (int i = 0; i < 3; i++) {
            pose[4 * i] = right[i];
            pose[4 * i + 1] = up[i];
            pose[4 * i + 2] = back[i];
            pose[4 * i + 3] = eye[i];
        }
        return new Viewpoint(lens, pose);
    }

    /** Writes the ray through an image point: origin and unit direction [6]. */
    public void ray(double px, double py, double[] out) {
        double x = (px - lens.cx()) / lens.fx();
        double y = (py - lens.cy()) / lens.fy();
        double scale = 1 / Math.sqrt(1 + x * x + y * y);
        for (int i = 0; i < 3; i++) {
            out[i] = pose[4 * i + 3];
            out[3 + i] = scale * (x * pose[4 * i] - y * pose[4 * i + 1] - pose[4 * i + 2]);
        }
    }

    /** Writes the image point of a point of the world, and its depth along the view, which is negative behind the camera [3]. */
    public void project(double[] point, double[] out) {
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            double from = point[i] - pose[4 * i + 3];
            seen[0] += from * pose[4 * i];
            seen[1] -= from * pose[4 * i + 1];
            seen[2] -= from * pose[4 * i + 2];
        }
        out[0] = lens.fx() * seen[0] / seen[2] + lens.cx();
        out[1] = lens.fy() * seen[1] / seen[2] + lens.cy();
        out[2] = seen[2];
    }

    /** {@return the depth along the view of a point so far along a unit direction} */
    double depth(double[] ray, double length) {
        return -length * (ray[3] * pose[2] + ray[4] * pose[6] + ray[5] * pose[10]);
    }

    /**
     * A camera that is turned about a random axis and moved in a random direction; all numbers are normal.
     *
     * @param turn root mean square of the angle, radians
     * @param shift root mean square of the way
     */
    Viewpoint off(double turn, double shift, Draws draws) {
        if (turn == 0 && shift == 0) {
            return this;
        }
        Vector3d axis = new Vector3d(draws.normal(0), draws.normal(1), draws.normal(2)).mul(turn / Math.sqrt(3));
        double angle = axis.length();
        Matrix3d by = new Matrix3d();
        if (angle > 0) {
            by.rotation(angle, axis.div(angle));
        }
        double[] off = new double[12];
        for (int column = 0; column < 3; column++) {
            Vector3d turned = by.transform(new Vector3d(pose[column], pose[4 + column], pose[8 + column]));
            off[column] = turned.x;
            off[4 + column] = turned.y;
            off[8 + column] = turned.z;
        }
        for (int i = 0; i < 3; i++) {
            off[4 * i + 3] = pose[4 * i + 3] + shift / Math.sqrt(3) * draws.normal(3 + i);
        }
        return new Viewpoint(lens, off);
    }

    /** {@return the place of the camera [3]} */
    public double[] eye() {
        return new double[] {pose[3], pose[7], pose[11]};
    }

    private static double[] unit(double x, double y, double z) {
        double scale = 1 / Math.sqrt(x * x + y * y + z * z);
        return new double[] {scale * x, scale * y, scale * z};
    }
}
