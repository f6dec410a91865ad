package io.fieldwork.render.view;

import org.joml.Matrix3f;
import org.joml.Matrix3fc;
import org.joml.Vector3f;

/**
 * The rays through an image. With h = (x, y, 1), where x and y run from -1 to 1 towards the right and the top, a ray starts
 * at O h and runs along D h, which advances by one unit of depth: the point at depth z is O h + z D h.
 *
 * @param origins O
 * @param directions D
 */
public record RayFan(Matrix3fc origins, Matrix3fc directions) {
    static RayFan of(Camera camera, float aspect) {
        Vector3f nothing = new Vector3f();
        return switch (camera.lens()) {
            case Lens.Perspective lens ->
                new RayFan(
                        new Matrix3f(nothing, nothing, new Vector3f(camera.eye())),
                        new Matrix3f(
                                camera.right().mul(lens.heightAt(1) / 2 * aspect),
                                camera.up().mul(lens.heightAt(1) / 2),
                                camera.forward()));
            case Lens.Orthographic lens ->
                new RayFan(
                        new Matrix3f(
                                camera.right().mul(lens.height() / 2 * aspect),
                                camera.up().mul(lens.height() / 2),
                                new Vector3f(camera.eye())),
                        new Matrix3f(nothing, nothing, camera.forward()));
        };
    }

    /**
     * {@return the point of depth 0 on the ray at x from -1 at the left to 1 at the right and y from -1 at the bottom
     * to 1 at the top}
     */
    public Vector3f origin(float x, float y) {
        return origins.transform(new Vector3f(x, y, 1));
    }

    /** {@return the vector of one unit of depth along the ray at x and y} */
    public Vector3f direction(float x, float y) {
        return directions.transform(new Vector3f(x, y, 1));
    }
}
