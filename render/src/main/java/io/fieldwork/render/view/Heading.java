package io.fieldwork.render.view;

import org.joml.Quaternionf;
import org.joml.Vector3f;

/**
 * The heading of a level camera.
 *
 * @param turn about the vertical axis, radians
 * @param tilt from straight down at 0 over the horizon at pi/2 to straight up at pi
 */
record Heading(float turn, float tilt) {
    Heading {
        tilt = (float) Math.clamp(tilt, 0, Math.PI);
    }

    /** The heading of a camera, without its roll. */
    static Heading of(Camera camera) {
        Vector3f forward = camera.forward();
        float tilt = (float) Math.atan2(Math.hypot(forward.x, forward.y), -forward.z);
        Vector3f level = Math.sin(tilt) > 1e-3 ? forward : camera.up();
        return new Heading((float) Math.atan2(-level.x, level.y), tilt);
    }

    Quaternionf rotation() {
        return new Quaternionf().rotateZ(turn).rotateX(tilt);
    }
}
