package io.fieldwork.fields.scene.exact;

import io.fieldwork.fields.tensor.Draws;
import org.joml.Vector3d;

/**
 * An upright window that all cameras of a capture stand in and look out of, as those of LLFF.
 *
 * @param middle of the window
 * @param right across it, half as wide as it is
 * @param up half as high as it is
 * @param out to what its middle camera looks at
 */
record Window(Vector3d middle, Vector3d right, Vector3d up, Vector3d out) {
    /** Half the width and height of the window in distances of what is looked at. */
    private static final double WIDE = 0.16;

    private static final double HIGH = 0.1;
    /** Steps of a sequence that fills a square evenly (Roberts 2018). */
    private static final double ACROSS = 0.7548776662466927;

    private static final double DOWN = 0.5698402909980532;

    /** The window before a scenery, around the first of its usual cameras. */
    static Window before(Scenery scenery) {
        double[] stand = scenery.stand(Scenery.Purpose.VALIDATION, 0, 1, Draws.of(0, "window", 0));
        Vector3d eye = new Vector3d(stand[0], stand[1], stand[2]);
        Vector3d out = new Vector3d(stand[3], stand[4], stand[5]).sub(eye);
        Vector3d right = out.cross(0, 0, 1, new Vector3d()).normalize();
        Vector3d up = right.cross(out, new Vector3d()).normalize();
        return new Window(eye, right.mul(WIDE * out.length()), up.mul(HIGH * out.length()), out);
    }

    /** Eye and target [6]; those away from the training cameras stand beside the window. */
    double[] stand(Scenery.Purpose purpose, int index, Draws draws) {
        double shift = switch (purpose) {
            case TRAIN -> 0.5;
            case VALIDATION -> 0.25;
            case TEST -> 0.8;
            case EXTRAPOLATION -> 0.1;
        };
        double x = 2 * ((shift + index * ACROSS) % 1) - 1;
        double y = 2 * ((shift + index * DOWN) % 1) - 1;
        if (purpose == Scenery.Purpose.EXTRAPOLATION) {
            double beside = 1.4 / Math.max(Math.abs(x), Math.abs(y));
            x *= beside;
            y *= beside;
        }
        Vector3d eye =
                right.mul(x, new Vector3d()).add(up.mul(y, new Vector3d())).add(middle);
        Vector3d target = new Vector3d(eye).add(out);
        for (int i = 0; i < 3; i++) {
            double beside = 0.05 * out.length() * (draws.uniform(10L * index + i) - 0.5);
            target.setComponent(i, target.get(i) + beside);
        }
        return new double[] {eye.x, eye.y, eye.z, target.x, target.y, target.z};
    }
}
