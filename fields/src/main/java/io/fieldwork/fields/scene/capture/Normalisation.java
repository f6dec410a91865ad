package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.scene.capture.CaptureLayout.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The normalisation of an arbitrary camera frame: the mean of their up directions becomes +z, the mean of their
 * positions the origin, and the largest absolute coordinate of a position 1 (the defaults of nerfstudio, Tancik et al.
 * 2023). Cameras that are rolled every way have no mean up; then nothing is turned.
 */
final class Normalisation {
    private Normalisation() {}

    static SceneTransform of(List<Frame> frames, boolean orient, @Nullable Double scale) {
        double[] up = new double[3];
        double[] centre = new double[3];
        for (Frame frame : frames) {
            for (int i = 0; i < 3; i++) {
                up[i] += frame.pose()[4 * i + 1] / frames.size();
                centre[i] += frame.pose()[4 * i + 3] / frames.size();
            }
        }
        double[] rotation = orient ? turnToZ(up) : turnToZ(new double[] {0, 0, 1});
        SceneTransform turned = new SceneTransform(1, rotation, new double[3]);
        double[] origin = turned.fromWorld(centre);
        SceneTransform centred = new SceneTransform(1, rotation, new double[] {-origin[0], -origin[1], -origin[2]});
        double factor = scale == null ? 1 / positive(reach(frames, centred)) : scale;
        return SceneTransform.scaling(factor, 0, 0, 0).after(centred);
    }

    /** The largest absolute coordinate of a camera's position, scene units. */
    static double reach(List<Frame> frames, SceneTransform transform) {
        double reach = 0;
        for (Frame frame : frames) {
            for (double value : transform.fromWorld(frame.pose()[3], frame.pose()[7], frame.pose()[11])) {
                reach = Math.max(reach, Math.abs(value));
            }
        }
        return reach;
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
