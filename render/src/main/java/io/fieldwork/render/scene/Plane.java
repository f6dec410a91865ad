package io.fieldwork.render.scene;

import org.joml.Vector3f;
import org.joml.Vector3fc;

/**
 * A parallelogram in space that carries a planar item. Its first row of numbers is at the origin's side, except for
 * images, whose first row is the one on top.
 *
 * @param origin a corner
 * @param across from there along the rows
 * @param upward from there along the columns
 */
public record Plane(Vector3fc origin, Vector3fc across, Vector3fc upward) {
    /** Copies the vectors. */
    public Plane {
        origin = new Vector3f(origin);
        across = new Vector3f(across);
        upward = new Vector3f(upward);
    }

    /** {@return a rectangle in the plane z = 0 between its lower left and its upper right corner} */
    public static Plane xy(float x0, float y0, float x1, float y1) {
        return new Plane(new Vector3f(x0, y0, 0), new Vector3f(x1 - x0, 0, 0), new Vector3f(0, y1 - y0, 0));
    }
}
