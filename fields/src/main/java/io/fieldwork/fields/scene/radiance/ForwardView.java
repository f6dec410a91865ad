package io.fieldwork.fields.scene.radiance;

import io.fieldwork.fields.radiance.Ndc;
import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Camera;
import io.fieldwork.fields.volume.Intrinsics;
import io.fieldwork.fields.volume.Pose;
import java.util.List;

/** The mean of cameras that face forward. */
final class ForwardView {
    /** The least cosine between the mean view and those that face forward with it. */
    private static final double TOGETHER = 0.2;

    private ForwardView() {}

    /**
     * Normalised device coordinates of the mean of some cameras, as wide as the widest of them.
     *
     * @param near depth of the near plane, world units
     * @throws UserError if they do not face one way
     */
    static Ndc of(List<Camera> cameras, double near) {
        double[] mean = new double[12];
        double wide = Double.POSITIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        for (Camera camera : cameras) {
            Intrinsics lens = camera.intrinsics();
            wide = Math.min(wide, 2 * lens.fx() / lens.width());
            high = Math.min(high, 2 * lens.fy() / lens.height());
            for (int i = 0; i < 12; i++) {
                mean[i] += camera.pose().rowMajor3x4()[i] / (double) cameras.size();
            }
        }
        if (!together(cameras, mean)) {
            throw new UserError("sampling.space is ndc, but the cameras do not all face forward; expected contracted.");
        }
        float[] eye = {(float) mean[3], (float) mean[7], (float) mean[11]};
        float[] target = {(float) (mean[3] - mean[2]), (float) (mean[7] - mean[6]), (float) (mean[11] - mean[10])};
        float[] up = {(float) mean[1], (float) mean[5], (float) mean[9]};
        return new Ndc(Pose.lookAt(eye, target, up).rowMajor3x4(), wide, high, near);
    }

    private static boolean together(List<Camera> cameras, double[] mean) {
        double length = Math.sqrt(mean[2] * mean[2] + mean[6] * mean[6] + mean[10] * mean[10]);
        return cameras.stream()
                .map(camera -> camera.pose().rowMajor3x4())
                .allMatch(m -> (m[2] * mean[2] + m[6] * mean[6] + m[10] * mean[10]) / length > TOGETHER);
    }
}
