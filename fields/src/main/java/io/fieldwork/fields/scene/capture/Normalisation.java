package io.fieldwork.fields.scene.capture;

import java.util.List;

/**
 * The orientation of an arbitrary camera frame: the mean of the cameras' up directions becomes +z (the default of
 * nerfstudio, Tancik et al. 2023). Cameras that are rolled every way have no mean up; then nothing is turned.
 */
final class Normalisation {
    private Normalisation() {}

    static SceneTransform upright(List<double[]> poses) {
        double[] up = new double[3];
        for (double[] pose : poses) {
            for (int i = 0; i < 3; i++) {
                up[i] += pose[4 * i + 1] / poses.size();
            }
        }
        return new SceneTransform(1, turnToZ(up), new double[3]);
    }

    /** The value, or 1 where it is zero, as for a single camera. */
    static double positive(double value) {
        return value > 1e-12 ? value : 1;
    }

    /** The smallest rotation R with R v along +z: I + K + K^2 / (1 + cos), K the cross product with v x z. */
    private static double[] turnToZ(double[] v) {
        double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        if (length < 1e-6) {
            return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
        }
        double x = v[0] / length;
        double y = v[1] / length;
        double z = v[2] / length;
        if (z < -1 + 1e-9) {
            return new double[] {1, 0, 0, 0, -1, 0, 0, 0, -1};
        }
        double f = 1 / (1 + z);
        return new double[] {1 - f * x * x, -f * x * y, -x, -f * x * y, 1 - f * y * y, -y, x, y, z};
    }
}
