package io.fieldwork.fields.scene.capture;

import io.fieldwork.fields.tensor.UserError;
import io.fieldwork.fields.volume.Pose;

/**
 * The similarity from the frame of the input files ("world") to scene coordinates: scene = scale R world + translation.
 * Its inverse takes exports back to the frame the user's other tools know.
 *
 * @param scale positive factor
 * @param rotation [9], the rows of the rotation R; not to be changed afterwards
 * @param translation [3], scene units; not to be changed afterwards
 */
public record SceneTransform(double scale, double[] rotation, double[] translation) {
    /** Rejects scales that are not positive, an R that is no rotation and numbers that are not finite. */
    public SceneTransform {
        if (rotation.length != 9 || translation.length != 3) {
            throw new IllegalArgumentException("A scene transform needs a 3x3 rotation and a translation of 3");
        }
        double sum = translation[0] + translation[1] + translation[2];
        for (int i = 0; i < 9; i++) {
            double expected = i % 4 == 0 ? 1 : 0;
            sum += Math.abs(dot(rotation, i / 3, rotation, i % 3) - expected) < 1e-4 ? 0 : Double.NaN;
        }
        boolean mirrored = determinant(rotation) < 0;
        if (!(scale > 0) || !Double.isFinite(scale + sum) || mirrored) {
            throw new UserError("A scene transform must be a positive scale, a rotation and a finite translation.");
        }
    }

    /** {@return the transform that leaves everything where it is: scale 1, no rotation, no translation} */
    public static SceneTransform identity() {
        return scaling(1, 0, 0, 0);
    }

    /** A transform without rotation: scene = scale world + (x, y, z). */
    static SceneTransform scaling(double scale, double x, double y, double z) {
        return new SceneTransform(scale, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new double[] {x, y, z});
    }

    /** {@return the scene coordinates [3] of a point [3] of the world} */
    public double[] fromWorld(double... world) {
        double[] out = translation.clone();
        for (int i = 0; i < 9; i++) {
            out[i / 3] += scale * rotation[i] * world[i % 3];
        }
        return out;
    }

    /** {@return the world coordinates [3] of a point [3] of the scene} */
    public double[] toWorld(double... scene) {
        double[] out = new double[3];
        for (int i = 0; i < 9; i++) {
            out[i % 3] += rotation[i] * (scene[i / 3] - translation[i / 3]) / scale;
        }
        return out;
    }

    /** {@return this transform behind another one, p -> this(first(p))} */
    public SceneTransform after(SceneTransform first) {
        double[] product = new double[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                product[i] += rotation[3 * (i / 3) + k] * first.rotation[3 * k + i % 3];
            }
        }
        return new SceneTransform(scale * first.scale, product, fromWorld(first.translation));
    }

    /** {@return the transform from scene to world, which undoes this one} */
    public SceneTransform inverse() {
        double[] transposed = new double[9];
        for (int i = 0; i < 9; i++) {
            transposed[i] = rotation[3 * (i % 3) + i / 3];
        }
        return new SceneTransform(1 / scale, transposed, toWorld(0, 0, 0));
    }

    /** {@return camera-to-scene [12] for camera-to-world [12], rows of [R | t]; a camera keeps its size} */
    public double[] movePose(double[] pose) {
        double[] position = fromWorld(pose[3], pose[7], pose[11]);
        double[] out = new double[12];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    out[4 * i + j] += rotation[3 * i + k] * pose[4 * k + j];
                }
            }
            out[4 * i + 3] = position[i];
        }
        return out;
    }

    /** The pose of a camera in the scene for camera-to-world [12]. */
    Pose placed(double[] pose) {
        double[] moved = movePose(pose);
        float[] rows = new float[12];
        for (int i = 0; i < 12; i++) {
            rows[i] = (float) moved[i];
        }
        return new Pose(rows);
    }

    private static double determinant(double[] r) {
        return r[0] * (r[4] * r[8] - r[5] * r[7])
                - r[1] * (r[3] * r[8] - r[5] * r[6])
                + r[2] * (r[3] * r[7] - r[4] * r[6]);
    }

    private static double dot(double[] a, int rowA, double[] b, int rowB) {
        return a[3 * rowA] * b[3 * rowB] + a[3 * rowA + 1] * b[3 * rowB + 1] + a[3 * rowA + 2] * b[3 * rowB + 2];
    }
}
